import type { Expression } from "../../generator/plan/model/expression.ts";
import * as vocabulary from "../../runtime/model/index.ts";

/** What a planned expression comes to: as if it had been printed and run. A type stands for its schema. */
export function evaluated(expression: Expression): unknown {
  switch (expression.kind) {
    case "literal":
      return expression.value;
    case "array":
      return expression.items.map(evaluated);
    case "object":
      return Object.fromEntries(
        expression.entries.map(({ key, value }) => [
          typeof key === "string" ? key : evaluated(key),
          evaluated(value),
        ]),
      );
    case "schema":
      return { schemaOf: expression.type };
    case "symbol":
      return expression.symbol.name;
    case "template":
      return applied(expression.tag?.name ?? "", [expression.chunks, ...expression.values.map(evaluated)]);
    case "call":
      return applied(
        expression.on === "function" ? expression.symbol.name : "",
        expression.args.map(evaluated),
      );
    default:
      throw new Error(`no part of steps.gen.ts: ${expression.kind}`);
  }
}

function applied(name: string, args: readonly unknown[]): unknown {
  const found: unknown = Reflect.get(vocabulary, name);
  if (typeof found !== "function") throw new Error(`the runtime has no ${name}`);
  return Reflect.apply(found, undefined, args) as unknown;
}
