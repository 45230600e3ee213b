import { isLeft, type Side } from "seqwright-runtime/model";
import type { StepId } from "../ir/model/diagram-model.ts";
import type { Behaviour } from "./model.ts";

/** With what a behaviour can begin. */
export interface FirstSteps {
  readonly steps: ReadonlyMap<StepId, Side>;
  /** It can be over without a step. */
  readonly passes: boolean;
  /** It can break out of the enclosing fragment without a step. */
  readonly exits: boolean;
}

export const nothing: FirstSteps = { steps: new Map(), passes: true, exits: false };

/** The steps with which a behaviour can begin, whatever surrounds it. */
export function firstSteps(behaviour: Behaviour): FirstSteps {
  switch (behaviour.kind) {
    case "step":
      return { steps: new Map([[behaviour.step, behaviour.side]]), passes: false, exits: false };
    case "sequence": {
      let found = nothing;
      for (const item of behaviour.items) {
        found = followedBy(found, firstSteps(item));
        if (!found.passes) break;
      }
      return found;
    }
    case "choice":
      return union(
        behaviour.branches.map((branch, index) => {
          const first = firstSteps(branch);
          if (!isLeft(behaviour, index)) return first;
          // What it answers ends the path behind the loop, too.
          const exits = behaviour.skips?.[index] === undefined && (first.passes || first.exits);
          return { steps: first.steps, passes: false, exits };
        }),
      );
    case "loop":
      return { steps: firstSteps(behaviour.body).steps, passes: true, exits: false };
    case "parallel": {
      const branches = behaviour.branches.map(firstSteps);
      const passes = branches.every((branch) => branch.passes || branch.exits);
      return { ...union(branches), passes, exits: false };
    }
  }
}

/** What comes first when one behaviour follows another. */
export function followedBy(first: FirstSteps, next: FirstSteps): FirstSteps {
  if (!first.passes) return first;
  if (first.steps.size === 0 && !first.exits) return next;
  return {
    steps: new Map([...first.steps, ...next.steps]),
    passes: next.passes,
    exits: first.exits || next.exits,
  };
}

/** What comes after a behaviour, and after a break out of it. */
export interface Following {
  readonly after: FirstSteps;
  readonly exit: FirstSteps;
}

/** What comes after a branch of a choice in its place. */
export function afterBranch(
  choice: Behaviour & { readonly kind: "choice" },
  branch: number,
  following: Following,
): FirstSteps {
  if (!isLeft(choice, branch)) return following.after;
  return choice.skips?.[branch] === undefined ? following.exit : nothing;
}

/** The first steps of a behaviour in its place. */
export function inPlace(first: FirstSteps, after: FirstSteps, exit: FirstSteps): FirstSteps {
  const entered: FirstSteps = { steps: first.steps, passes: first.passes, exits: false };
  const passing = followedBy(entered, after);
  return first.exits ? followedBy({ ...passing, passes: true }, exit) : passing;
}

/** What comes after each item of a sequence. */
export function followingEach(items: readonly Behaviour[], following: Following): readonly FirstSteps[] {
  const reversed: FirstSteps[] = [];
  let after = following.after;
  for (const item of items.toReversed()) {
    reversed.push(after);
    after = inPlace(firstSteps(item), after, following.exit);
  }
  return reversed.reverse();
}

function union(all: readonly FirstSteps[]): FirstSteps {
  return {
    steps: new Map(all.flatMap((each) => [...each.steps])),
    passes: all.some((each) => each.passes),
    exits: all.some((each) => each.exits),
  };
}

/** Steps that come to a participant, as against those that it takes by itself. */
export function isPassive(side: Side): boolean {
  return side === "receive-call" || side === "receive-reply";
}
