import { isLeft } from "seqwright-runtime/model";
import type { Behaviour } from "../../protocol/model.ts";
import { currentOwner, idle, workingAfter, type Working } from "./assign-owners.ts";
import type { StepTable } from "./drawn-operations.ts";
import { flatten } from "./flatten.ts";
import { stepsIn } from "./steps-in.ts";

/** How many steps may be drawn again in branches; a lifeline that would need more stays as it is. */
const copiesMax = 500;

interface Apart {
  readonly steps: StepTable;
  copies: number;
}

/**
 * The same lifeline, but what follows a choice stands in its branches where these end in the code of different calls:
 * in one, somebody called again, and the component goes on when that call comes; in another, it goes on at once.
 */
export function goOnApart(behaviour: Behaviour, steps: StepTable): Behaviour {
  return apart(behaviour, idle, { steps, copies: 0 });
}

function apart(behaviour: Behaviour, before: Working, state: Apart): Behaviour {
  switch (behaviour.kind) {
    case "step":
      return behaviour;
    case "loop":
      return { ...behaviour, body: apart(behaviour.body, before, state) };
    case "choice":
    case "parallel":
      return { ...behaviour, branches: behaviour.branches.map((branch) => apart(branch, before, state)) };
    case "sequence":
      return { ...behaviour, items: itemsApart(flatten(behaviour.items), before, state) };
  }
}

function itemsApart(items: readonly Behaviour[], before: Working, state: Apart): readonly Behaviour[] {
  const done: Behaviour[] = [];
  let working = before;
  let begun = 0;
  for (const [index, item] of items.entries()) {
    if (index < begun) continue;
    const next = item.kind === "choice" ? followers(items.slice(index + 1)) : [];
    const divided = divide(item, next, working, state);
    const placed = divided ?? apart(item, working, state);
    done.push(placed);
    working = workingAfter(placed, working, state.steps);
    begun = index + 1 + (divided === undefined ? 0 : next.length);
  }
  return done;
}

/** What comes next without another call: from there on, all branches go on with that call. */
function followers(items: readonly Behaviour[]): readonly Behaviour[] {
  const end = items.findIndex((item) => item.kind === "step" && item.side === "receive-call");
  return end < 0 ? items : items.slice(0, end);
}

/** The choice with its followers in each branch; `undefined` where it makes no difference. */
function divide(
  item: Behaviour,
  next: readonly Behaviour[],
  before: Working,
  state: Apart,
): Behaviour | undefined {
  if (item.kind !== "choice" || next.length === 0) return undefined;
  const owners = item.branches.flatMap((branch, index) =>
    isLeft(item, index) ? [] : [currentOwner(workingAfter(branch, before, state.steps))],
  );
  if (owners.every((owner) => owner === owners[0])) return undefined;
  const size = next.flatMap(stepsIn).length * item.branches.length;
  if (state.copies + size > copiesMax) return undefined;
  state.copies += size;
  const branches = item.branches.map((branch, index) =>
    isLeft(item, index)
      ? apart(branch, before, state)
      : apart(
          { kind: "sequence", items: [branch, ...next.map((follower) => structuredClone(follower))] },
          before,
          state,
        ),
  );
  return { ...item, branches };
}
