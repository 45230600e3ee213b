import type { Predicate } from "./guards.ts";
import type { ValueOf } from "./evaluate-guards.ts";

/** Values of a name near the points at which predicates change: on, just below and just above each. */
export function decidingCandidates(
  name: string,
  predicates: readonly Predicate[],
  valueOf: ValueOf,
): readonly unknown[] {
  return [...new Set(predicates.flatMap((predicate) => candidatesIn(name, predicate, valueOf)))];
}

function candidatesIn(name: string, predicate: Predicate, valueOf: ValueOf): readonly unknown[] {
  switch (predicate.kind) {
    case "one-of":
      return predicate.name === name ? predicate.values.flatMap(valueAndOther) : [];
    case "empty":
      return predicate.name === name ? [null, "", [], {}, "a", [1], ["a"]] : [];
    case "compares": {
      if (typeof predicate.with === "number") return predicate.name === name ? around(predicate.with) : [];
      if (predicate.name === name) return around(valueOf(predicate.with.path)?.value);
      return predicate.with.path === name ? around(valueOf(predicate.name)?.value) : [];
    }
    case "not":
      return candidatesIn(name, predicate.of, valueOf);
    case "all":
    case "any":
      return predicate.of.flatMap((part) => candidatesIn(name, part, valueOf));
  }
}

function valueAndOther(value: unknown): readonly unknown[] {
  if (typeof value === "boolean") return [value, !value];
  return typeof value === "number" ? around(value) : [value];
}

function around(value: unknown): readonly unknown[] {
  if (typeof value === "number") return [value, value - 1, value + 1, value - 0.5, value + 0.5];
  if (typeof value === "string") return [value, value.slice(0, -1), `${value}a`];
  return value === undefined ? [] : [value];
}

/** All ways to take one value of each list, as far as they can be counted. */
export function combinationsOf(
  lists: readonly (readonly unknown[])[],
  max: number,
): readonly (readonly unknown[])[] {
  return lists.reduce<readonly (readonly unknown[])[]>(
    (before, list) => before.flatMap((one) => list.map((value) => [...one, value])).slice(0, max),
    [[]],
  );
}
