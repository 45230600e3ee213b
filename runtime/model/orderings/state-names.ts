import type { StateName } from "./automaton.ts";
import type { Ordering } from "./ordering.ts";
import type { FragmentId } from "../steps.ts";

/**
 * States are named after the step or fragment next to them, never after a number, so that an edit elsewhere leaves them
 * alone. Each kind of name begins with another word, so that no two are alike.
 */
export function stateAt(fragment: FragmentId): StateName {
  return `at ${fragment}`;
}

export function stateAfter(item: Ordering): StateName {
  switch (item.kind) {
    case "step":
      return `after ${item.step}`;
    case "sequence":
      return `end of ${item.items.map(stateAfter).join(", ")}`;
    case "choice":
    case "loop":
    case "parallel":
      return `past ${item.fragment}`;
  }
}

/** Where a branch or a loop's body begins. */
export function stateIn(fragment: FragmentId, branch: number): StateName {
  return `in branch ${branch} of ${fragment}`;
}

/** Where a parallel branch has not begun. */
export function stateBefore(fragment: FragmentId, branch: number): StateName {
  return `before branch ${branch} of ${fragment}`;
}

/** Where a parallel branch is over. */
export function stateDone(fragment: FragmentId, branch: number): StateName {
  return `done with branch ${branch} of ${fragment}`;
}

/** Where several parallel branches are at the same time. */
export function statesTogether(states: readonly StateName[]): StateName {
  return `both ${JSON.stringify(states)}`;
}
