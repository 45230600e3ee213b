import type { Literal } from "./values.ts";

/** The condition of a branch. */
export type Guard =
  | {
      readonly kind: "predicate";
      readonly field: string;
      readonly operator: "=" | "!=" | "<" | "<=" | ">" | ">=";
      readonly values: readonly Literal[];
    }
  | { readonly kind: "condition"; readonly text: string }
  | { readonly kind: "none" };

/** How often a loop runs, as far as its label says. */
export type Repetition =
  /** Over each of `subject`; `item` is the name that the label gives to one of them: `for each tag in tags`. */
  | { readonly kind: "each"; readonly subject: string; readonly item?: string }
  | { readonly kind: "times"; readonly min: number; readonly max: number }
  | { readonly kind: "while"; readonly guard: Guard };
