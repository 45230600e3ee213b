import { declaredIn } from "../model/code-symbol.ts";
import type { FactoryExpression } from "../model/expression.ts";
import type { HandlerFile } from "../model/handler-plan.ts";

/** How the class of a handler is built. */
export function factoryOf({ className, path, collaborators, fields }: HandlerFile): FactoryExpression {
  const made = declaredIn(path, className);
  switch (collaborators?.kind) {
    case "type-symbol":
      return {
        kind: "factory",
        class: made,
        takes: { kind: "collaborators", type: collaborators.symbol },
      };
    case "object-type":
      return {
        kind: "factory",
        class: made,
        takes: { kind: "clients", names: fields.map(({ name }) => name) },
      };
    default:
      return { kind: "factory", class: made, takes: { kind: "nothing" } };
  }
}
