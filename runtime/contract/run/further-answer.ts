import type { ObservedCall, RunState } from "../state/run-state.ts";
import { encoded } from "../values/encoding.ts";
import { itemsLeft } from "./answer-decision.ts";
import { decisionsOf } from "../instances/drawn-methods.ts";
import { factsOfCall, undrawnAnswer } from "./sql-shape.ts";

/**
 * What a collaborator answers that the diagram does not draw. Nobody says what that is; where the component has to get
 * the items of a loop from somewhere, it gets them here, and otherwise as little as can be.
 */
export function furtherAnswer(state: RunState, call: ObservedCall): unknown {
  const { caller, to, method, args } = call;
  const asked =
    caller === undefined ? [] : [...decisionsOf(state.subject.protocol.fragments, caller).values()];
  const [loop, ...others] = asked.flat().filter(({ decision }) => decision.answers === "items");
  if (caller === undefined || loop === undefined || others.length > 0)
    return undrawnAnswer(state, to, method, args);
  const items = itemsLeft(state, caller, loop);
  state.questions.noteFound({ to, method, args, items });
  const facts = factsOfCall(state, args);
  return facts === undefined ? items : encoded({ encoding: "sql-rows" }, items, facts);
}
