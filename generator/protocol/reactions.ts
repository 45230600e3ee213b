import type { StepId } from "../ir/model/diagram-model.ts";
import type { Drawing } from "./drawing.ts";
import { isPassive } from "./first-steps.ts";
import { behaviourKey } from "./message-key.ts";
import type { Behaviour } from "./model.ts";

/**
 * What a component does upon each message that comes to it, until another asks something of it. It need not tell
 * messages apart to which it reacts in the same way.
 */
export function reactions(drawing: Drawing, behaviour: Behaviour): ReadonlyMap<StepId, string> {
  const found = new Map<StepId, string>();
  const visit = (each: Behaviour): void => {
    switch (each.kind) {
      case "step":
        return;
      case "sequence":
        return visitAll(each.items);
      case "choice":
      case "parallel":
        return each.branches.forEach(visit);
      case "loop":
        return visit(each.body);
    }
  };
  const visitAll = (items: readonly Behaviour[]): void => {
    let reaction = "";
    for (const item of items.toReversed()) {
      if (item.kind === "step" && isPassive(item.side)) found.set(item.step, reaction);
      visit(item);
      const asked = item.kind === "step" && item.side === "receive-call";
      reaction = asked ? "" : `${behaviourKey(drawing, item)};${reaction}`;
    }
  };
  visit(behaviour);
  return found;
}
