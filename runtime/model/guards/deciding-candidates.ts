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

/** All ways to take one value of each list; where they are more than `max`, that many from everywhere among them. */
export function combinationsOf(
  lists: readonly (readonly unknown[])[],
  max: number,
): readonly (readonly unknown[])[] {
  const count = lists.reduce((product, list) => product * list.length, 1);
  if (count > max) return Array.from({ length: max }, (_, index) => spread(lists, index));
  return lists.reduce<readonly (readonly unknown[])[]>(
    (before, list) => before.flatMap((one) => list.map((value) => [...one, value])),
    [[]],
  );
}

/** The first values, then others without any order, but always the same. */
function spread(lists: readonly (readonly unknown[])[], index: number): readonly unknown[] {
  if (index === 0) return lists.map(([first]) => first);
  return lists.map((list, place) => list[mixed(index * lists.length + place) % list.length]);
}

/** A number from 0 to 2^32 - 1 that has nothing in common with that of the next (MurmurHash3's last step). */
function mixed(number: number): number {
  const first = Math.imul(number ^ (number >>> 16), 0x85_eb_ca_6b);
  const second = Math.imul(first ^ (first >>> 13), 0xc2_b2_ae_35);
  return (second ^ (second >>> 16)) >>> 0;
}
