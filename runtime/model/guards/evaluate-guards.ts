import type { Comparison, Predicate } from "./guards.ts";

/** Finds the value of a name; `undefined` where it is not known. */
export type ValueOf = (name: string) => { readonly value: unknown } | undefined;

/** Whether a predicate holds; `undefined` where what is known does not say. */
export function holds(predicate: Predicate, valueOf: ValueOf): boolean | undefined {
  switch (predicate.kind) {
    case "one-of": {
      const known = valueOf(predicate.name);
      return known && predicate.values.some((one) => one === (known.value ?? null));
    }
    case "empty": {
      const known = valueOf(predicate.name);
      return known && isNothing(known.value);
    }
    case "compares": {
      const known = valueOf(predicate.name);
      const other =
        typeof predicate.with === "number" ? { value: predicate.with } : valueOf(predicate.with.path);
      return known && other && compared(known.value, predicate.operator, other.value);
    }
    case "not": {
      const inner = holds(predicate.of, valueOf);
      return inner === undefined ? undefined : !inner;
    }
    case "all":
      return both(predicate.of, false, valueOf);
    case "any":
      return both(predicate.of, true, valueOf);
  }
}

/** One part that says `settled` settles it; otherwise all of them must be known. */
function both(parts: readonly Predicate[], settled: boolean, valueOf: ValueOf): boolean | undefined {
  const each = parts.map((part) => holds(part, valueOf));
  if (each.includes(settled)) return settled;
  return each.includes(undefined) ? undefined : !settled;
}

/** Nothing, or a text, list or object with nothing in it. */
export function isNothing(value: unknown): boolean {
  if (value === null || value === undefined || value === "") return true;
  if (Array.isArray(value)) return value.length === 0;
  return typeof value === "object" && Object.getPrototypeOf(value) === Object.prototype
    ? Object.keys(value).length === 0
    : false;
}

/** Numbers and texts have an order among themselves; of other values it is only known whether they are the same. */
function compared(value: unknown, operator: Comparison, other: unknown): boolean | undefined {
  if (operator === "=") {
    const isPlain = (one: unknown): boolean => typeof one !== "object" || one === null;
    return isPlain(value) && isPlain(other) ? value === other : undefined;
  }
  if (typeof value === "number" && typeof other === "number") return ordered(value, operator, other);
  if (typeof value === "string" && typeof other === "string") return ordered(value, operator, other);
  return undefined;
}

function ordered<T extends number | string>(value: T, operator: Comparison, other: T): boolean {
  switch (operator) {
    case "=":
      return value === other;
    case "<":
      return value < other;
    case "<=":
      return value <= other;
    case ">":
      return value > other;
    case ">=":
      return value >= other;
  }
}

/**
 * The branch that the values lead to: the first whose predicate holds; one without a predicate is taken when none before
 * it does. `undefined` where the values do not say, `"none"` where no branch is drawn for them.
 */
export function branchLedTo(
  branches: readonly (Predicate | undefined)[],
  valueOf: ValueOf,
): number | "none" | undefined {
  for (const [index, predicate] of branches.entries()) {
    const taken = predicate === undefined ? true : holds(predicate, valueOf);
    if (taken === undefined) return undefined;
    if (taken) return index;
  }
  return "none";
}
