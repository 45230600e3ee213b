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
      /** By branch that answers a call which is drawn answered once more behind all loops around: what then does not happen. */
      readonly skips?: Skips;
      readonly knowledge: Guidance;
    }
  | {
      readonly kind: "loop";
      readonly fragment: FragmentId;
      readonly body: Ordering;
      readonly knowledge: Guidance;
    }
  | { readonly kind: "parallel"; readonly fragment: FragmentId; readonly branches: readonly Ordering[] };

/** By branch of a choice: the steps that do not happen because of what it answers. */
export type Skips = Readonly<Record<number, readonly StepId[]>>;

/** What the component does in a step. */
export type Side = "receive-call" | "send-call" | "self" | "send-reply" | "receive-reply";

/** How a component knows which branch to take, or whether to go round again. */
export type Guidance =
  /** By the answer it gets: each branch begins with another answer to the same call. */
  | { readonly kind: "reply"; readonly call: StepId }
  /** By which call it receives. */
  | { readonly kind: "call" }
  /** By values in its scope, before each round for a loop: where each is that the guards name, in the order of `decidingNames`. */
  | { readonly kind: "value"; readonly paths: readonly string[] }
  /** By itself: a decision method for each branch but the last; for a loop, one that yields the items or says whether to go on. */
  | { readonly kind: "decision"; readonly methods: readonly string[]; readonly answers: "yes-no" | "items" }
  /** Nothing tells it, and it does nothing that depends on it before something does. */
  | { readonly kind: "irrelevant" };

export type Sequence = Ordering & { readonly kind: "sequence" };

/** Whether a branch of a choice leaves what is around it, so that what is drawn behind the choice does not follow. */
export function isLeft({ exits, skips }: Ordering & { readonly kind: "choice" }, branch: number): boolean {
  return (exits && branch === 0) || skips?.[branch] !== undefined;
}

/** Branches side by side. With nothing beside it a branch is a plain sequence; but a break in it must still end only that branch. */
export function inParallel(fragment: FragmentId, branches: readonly Sequence[]): readonly Ordering[] {
  const [only, ...others] = branches.filter(({ items }) => items.length > 0);
  if (only === undefined) return [];
  if (others.length === 0 && !mayBreak(only)) return only.items;
  return [{ kind: "parallel", fragment, branches }];
}

/** A break in it leaves what is around it, and not only a loop inside. */
export function mayBreak(ordering: Ordering): boolean {
  switch (ordering.kind) {
    case "sequence":
      return ordering.items.some(mayBreak);
    case "choice":
      return ordering.exits || ordering.skips !== undefined || ordering.branches.some(mayBreak);
    case "step":
    case "loop":
    case "parallel":
      return false;
  }
}
