import type { Literal } from "../values.ts";

/** The condition of a branch. */
export type Guard =
  | { readonly kind: "predicate"; readonly predicate: Predicate }
  /** Words that nothing is computed from: somebody is asked. */
  | { readonly kind: "condition"; readonly text: string }
  | { readonly kind: "none" };

/** What has to hold of values that go by names; a dot reaches into one: `part.open`. */
export type Predicate =
  | { readonly kind: "one-of"; readonly name: string; readonly values: readonly Literal[] }
  /** With a number, or with what goes by another name. */
  | {
      readonly kind: "compares";
      readonly name: string;
      readonly operator: Comparison;
      readonly with: number | Named;
    }
  /** A text, list or object with nothing in it, or no value at all. */
  | { readonly kind: "empty"; readonly name: string }
  | { readonly kind: "not"; readonly of: Predicate }
  | { readonly kind: "all" | "any"; readonly of: readonly Predicate[] };

export type Comparison = "=" | "<" | "<=" | ">" | ">=";

/** What goes by a name, as `from("limit")` writes it. */
export interface Named {
  readonly kind: "from";
  readonly path: string;
}

/** How often a loop runs, as far as its label says. */
export type Repetition =
  /** Over each of `subject`; `item` is the name that the label gives to one of them: `for each tag in tags`. */
  | { readonly kind: "each"; readonly subject: string; readonly item?: string }
  | { readonly kind: "times"; readonly min: number; readonly max: number }
  /** As long as the guard holds, and so many times at most. */
  | { readonly kind: "while"; readonly guard: Guard; readonly max?: number };

/** `status = A or B` */
export function isOneOf(name: string, ...values: readonly Literal[]): Predicate {
  return { kind: "one-of", name, values };
}

/** `total > 80`, `total > limit` */
export function compares(name: string, operator: Comparison, other: number | Named): Predicate {
  return { kind: "compares", name, operator, with: other };
}

/** `items is empty` */
export function isEmpty(name: string): Predicate {
  return { kind: "empty", name };
}

/** `not (…)`; what is denied twice is said once. */
export function not(of: Predicate): Predicate {
  return of.kind === "not" ? of.of : { kind: "not", of };
}

/** `… and …` */
export function allOf(...of: readonly Predicate[]): Predicate {
  return { kind: "all", of };
}

/** `… or …` */
export function anyOf(...of: readonly Predicate[]): Predicate {
  return { kind: "any", of };
}

/** The names that the predicates of a fragment are about, each once, as they come. */
export function decidingNames(predicates: readonly (Predicate | undefined)[]): readonly string[] {
  return [...new Set(predicates.flatMap((predicate) => (predicate === undefined ? [] : namesIn(predicate))))];
}

/** The names that a predicate is about, each once, as they come. */
export function namesIn(predicate: Predicate): readonly string[] {
  switch (predicate.kind) {
    case "one-of":
    case "empty":
      return [predicate.name];
    case "compares":
      return typeof predicate.with === "number"
        ? [predicate.name]
        : [...new Set([predicate.name, predicate.with.path])];
    case "not":
      return namesIn(predicate.of);
    case "all":
    case "any":
      return [...new Set(predicate.of.flatMap(namesIn))];
  }
}
