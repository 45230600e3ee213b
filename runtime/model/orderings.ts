import type { FragmentId, StepId } from "./steps.ts";

/**
 * The step ordering of one component as a process expression: the diagram as its lifeline sees it. Every branch and
 * loop body is an expression of its own.
 */
export type Ordering =
  | { readonly kind: "sequence"; readonly items: readonly Ordering[] }
  | {
      readonly kind: "step";
      readonly step: StepId;
      readonly side: Side;
      /** For a call received: the component's method that says yes to it, and no to other calls of the same operation. */
      readonly decidedBy?: string;
    }
  /** alt, opt (its last branch is empty), break (`exits`: its first branch leaves the nearest loop around it, or else the `par` branch, or all). */
  | {
      readonly kind: "choice";
      readonly fragment: FragmentId;
      readonly branches: readonly Ordering[];
      readonly exits: boolean;
      /** The first branch answers, and leaves all loops around before these steps, which do not happen then. */
      readonly skips?: readonly StepId[];
      readonly knowledge: Guidance;
    }
  | {
      readonly kind: "loop";
      readonly fragment: FragmentId;
      readonly body: Ordering;
      readonly knowledge: Guidance;
    }
  | { readonly kind: "parallel"; readonly fragment: FragmentId; readonly branches: readonly Ordering[] };

/** What the component does in a step. */
export type Side = "receive-call" | "send-call" | "self" | "send-reply" | "receive-reply";

/** How a component knows which branch to take, or whether to go round again. */
export type Guidance =
  /** By the answer it gets: each branch begins with another answer to the same call. */
  | { readonly kind: "reply"; readonly call: StepId }
  /** By which call it receives. */
  | { readonly kind: "call" }
  /** By values in its scope: where each is that the guards name, in the order of `decidingNames`. */
  | { readonly kind: "value"; readonly paths: readonly string[] }
  /** By itself: a decision method for each branch but the last; for a loop, one that yields the items or says whether to go on. */
  | { readonly kind: "decision"; readonly methods: readonly string[]; readonly answers: "yes-no" | "items" }
  /** Nothing tells it, and it does nothing that depends on it before something does. */
  | { readonly kind: "irrelevant" };

export type Sequence = Ordering & { readonly kind: "sequence" };

/** Branches side by side. With nothing beside it a branch is a plain sequence; but a break in it must still end only that branch. */
export function inParallel(fragment: FragmentId, branches: readonly Sequence[]): readonly Ordering[] {
  const [only, ...others] = branches.filter(({ items }) => items.length > 0);
  if (only === undefined) return [];
  if (others.length === 0 && !mayBreak(only)) return only.items;
  return [{ kind: "parallel", fragment, branches }];
}

/** A break in it leaves what is around it, and not only a loop inside. */
function mayBreak(ordering: Ordering): boolean {
  switch (ordering.kind) {
    case "sequence":
      return ordering.items.some(mayBreak);
    case "choice":
      return ordering.exits || ordering.branches.some(mayBreak);
    case "step":
    case "loop":
    case "parallel":
      return false;
  }
}
