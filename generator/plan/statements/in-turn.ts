import { allOf, anyOf, holds, not, type Predicate } from "seqwright-runtime/model";
import type { Literal } from "../../ir/model/diagram-model.ts";

/** The values that a name can have, where they are listed. */
export type ListedValues = (name: string) => readonly Literal[] | undefined;

/** A predicate as far as it still says something: always, never, or what is left to ask. */
type Left = Predicate | boolean;

/**
 * The predicates of branches that are tried one after the other, each without the values that those before it have taken:
 * TypeScript refuses to compare with them again. `undefined` where there is nothing to ask.
 */
export function inTurn(
  predicates: readonly (Predicate | undefined)[],
  valuesOf: ListedValues,
): readonly (Predicate | undefined)[] {
  let known = valuesOf;
  return predicates.map((predicate) => {
    if (predicate === undefined) return undefined;
    const left = within(predicate, known);
    known = knowing(predicate, false, known);
    // That a branch can never be taken is said where it is drawn.
    return left === true ? undefined : left === false ? predicate : left;
  });
}

function within(predicate: Predicate, valuesOf: ListedValues): Left {
  switch (predicate.kind) {
    case "one-of": {
      const known = valuesOf(predicate.name);
      if (known === undefined) return predicate;
      const values = predicate.values.filter((value) => known.includes(value));
      if (values.length === 0) return false;
      return known.every((value) => values.includes(value)) ? true : { ...predicate, values };
    }
    case "empty":
    case "compares":
      return predicate;
    case "not": {
      const left = within(predicate.of, valuesOf);
      return typeof left === "boolean" ? !left : not(left);
    }
    case "all":
    case "any":
      return joined(predicate, valuesOf);
  }
}

/** What stands further to the right is asked only where what is before it holds, or does not. */
function joined(predicate: Predicate & { kind: "all" | "any" }, valuesOf: ListedValues): Left {
  const isAll = predicate.kind === "all";
  const parts: Predicate[] = [];
  let known = valuesOf;
  for (const part of predicate.of) {
    const left = within(part, known);
    if (left === !isAll) return left;
    if (typeof left !== "boolean") parts.push(left);
    known = knowing(part, isAll, known);
  }
  const [only, another] = parts;
  if (only === undefined) return isAll;
  return another === undefined ? only : isAll ? allOf(...parts) : anyOf(...parts);
}

/** The values that are left of each name where a predicate holds, or does not. */
function knowing(predicate: Predicate, truth: boolean, valuesOf: ListedValues): ListedValues {
  return (name) =>
    valuesOf(name)?.filter(
      (value) => holds(predicate, (other) => (other === name ? { value } : undefined)) !== !truth,
    );
}
