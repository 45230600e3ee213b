import fc from "fast-check";
import type { Schema } from "../../model/steps.ts";
import { isJsonObject } from "../values/json-object.ts";
import { withValueAt } from "../values/knowledge.ts";

/** Values to try, by name or dotted path: `couponCode`, `order.couponCode`. */
type Examples = Readonly<Record<string, readonly unknown[]>>;

/** The drawn values, and among them some in which parts are examples; `name` is what the diagram calls the whole. */
export function withExamples(
  drawn: fc.Arbitrary<unknown>,
  name: string,
  schema: Schema,
  examples: Examples = {},
): fc.Arbitrary<unknown> {
  const listed = Object.entries(examples).filter(([, values]) => values.length > 0);
  if (listed.length === 0) return drawn;
  const picks = listed.map(([key, values]) =>
    fc
      .option(fc.nat(values.length - 1), { nil: undefined, freq: 2 })
      .map((index) => ({ key, values, index })),
  );
  return fc.tuple(drawn, ...picks).map(([whole, ...chosen]) => {
    let now = whole;
    for (const { key, values, index } of chosen) {
      for (const path of index === undefined ? [] : pathsOf(key, name, now)) {
        const changed = withValueAt(now, path, values[index ?? 0]);
        if (schema.safeParse(changed).success) now = changed;
      }
    }
    return now;
  });
}

const depthMax = 4;

/** Where in a value the name stands; the empty path is the value itself. */
function pathsOf(key: string, name: string, value: unknown): readonly string[] {
  const whole = key === name ? [""] : [];
  return [...whole, ...fieldPaths(value, "", 0).filter((path) => isMeant(key, `${name}.${path}`))];
}

function isMeant(key: string, path: string): boolean {
  return path === key || path.endsWith(`.${key}`);
}

function fieldPaths(value: unknown, above: string, depth: number): readonly string[] {
  if (!isJsonObject(value) || depth >= depthMax) return [];
  return Object.entries(value).flatMap(([field, inner]) => {
    const path = above === "" ? field : `${above}.${field}`;
    return [path, ...fieldPaths(inner, path, depth + 1)];
  });
}
