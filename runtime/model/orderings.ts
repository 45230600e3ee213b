import type { FragmentId, StepId } from "./diagram-protocol.ts";

/**
 * What one component does, in the order that the diagram allows, as an expression that reads like the diagram. Steps and
 * fragments stand in it by their identities; what they say is in the protocol once. `automatonOf` makes states of it.
 */
export type Ordering =
  | { readonly kind: "sequence"; readonly items: readonly Ordering[] }
  | { readonly kind: "step"; readonly step: StepId; readonly side: Side }
  /** alt, opt (its second branch is empty), break (`exits`: its first branch leaves the enclosing fragment). */
  | {
      readonly kind: "choice";
      readonly fragment: FragmentId;
      readonly branches: readonly Ordering[];
      readonly exits: boolean;
    }
  | { readonly kind: "loop"; readonly fragment: FragmentId; readonly body: Ordering }
  | { readonly kind: "parallel"; readonly fragment: FragmentId; readonly branches: readonly Ordering[] };

/** What the component does in a step. */
export type Side = "receive-call" | "send-call" | "self" | "send-reply" | "receive-reply";

/** One after the other. */
export function sequence(...items: readonly Ordering[]): Ordering {
  return { kind: "sequence", items };
}

/** The component is called. */
export function receives(step: StepId): Ordering {
  return { kind: "step", step, side: "receive-call" };
}

/** The component calls another participant. */
export function asks(step: StepId): Ordering {
  return { kind: "step", step, side: "send-call" };
}

/** The answer to a call of the component arrives. */
export function gets(step: StepId): Ordering {
  return { kind: "step", step, side: "receive-reply" };
}

/** The component does something by itself. */
export function does(step: StepId): Ordering {
  return { kind: "step", step, side: "self" };
}

/** The component answers whoever called it. */
export function answers(step: StepId): Ordering {
  return { kind: "step", step, side: "send-reply" };
}

/** A branch with its guard, as drawn. */
export interface GuardedOrdering {
  readonly guard: string;
  readonly ordering: Ordering;
}

/** A branch of an `alternative` or of a `parallel`. */
export function when(guard: string, ...items: readonly Ordering[]): GuardedOrdering {
  return { guard, ordering: sequence(...items) };
}

/** One of the branches of an `alt`. */
export function alternative(fragment: FragmentId, ...branches: readonly GuardedOrdering[]): Ordering {
  return { kind: "choice", fragment, branches: completed(fragment, branches), exits: false };
}

/** The branch of an `opt`, or nothing. */
export function option(fragment: FragmentId, ...items: readonly Ordering[]): Ordering {
  const [taken = sequence()] = completed(fragment, [when("", ...items)]);
  return { kind: "choice", fragment, branches: [taken, sequence()], exits: false };
}

/** The branch of a `break`, with which the enclosing fragment is over, or nothing. */
export function breaks(fragment: FragmentId, ...items: readonly Ordering[]): Ordering {
  const [taken = sequence()] = completed(fragment, [when("", ...items)]);
  return { kind: "choice", fragment, branches: [taken, sequence()], exits: true };
}

/** Again and again. */
export function loop(fragment: FragmentId, ...items: readonly Ordering[]): Ordering {
  const [body = sequence()] = completed(fragment, [when("", ...items)]);
  return { kind: "loop", fragment, body };
}

/** All branches at once. */
export function parallel(fragment: FragmentId, ...branches: readonly GuardedOrdering[]): Ordering {
  return { kind: "parallel", fragment, branches: completed(fragment, branches) };
}

/** What a branch is called in the identities of what stands in it: the first one goes by its fragment's own. */
export function branchPath(fragment: FragmentId, branch: number, guard: string): string {
  return branch === 0 ? fragment : `${fragment} / ${guard}`;
}

/**
 * An identity as it is written inside a branch: what it shares with the branch is left out, and `›` stands for it.
 * `alternative` and its kin put it back.
 */
export function relativeTo(path: string, id: string): string {
  return id.startsWith(`${path} › `) ? id.slice(path.length + 1) : id;
}

function completed(fragment: FragmentId, branches: readonly GuardedOrdering[]): readonly Ordering[] {
  return branches.map(({ guard, ordering }, index) => within(branchPath(fragment, index, guard), ordering));
}

function within(path: string, ordering: Ordering): Ordering {
  const full = (id: string): string => (id.startsWith("› ") ? `${path} ${id}` : id);
  const inside = (part: Ordering): Ordering => within(path, part);
  switch (ordering.kind) {
    case "sequence":
      return { ...ordering, items: ordering.items.map(inside) };
    case "step":
      return { ...ordering, step: full(ordering.step) };
    case "loop":
      return { ...ordering, fragment: full(ordering.fragment), body: inside(ordering.body) };
    case "choice":
    case "parallel":
      return { ...ordering, fragment: full(ordering.fragment), branches: ordering.branches.map(inside) };
  }
}
