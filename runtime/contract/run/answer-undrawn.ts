import type { StepId } from "../../model/steps.ts";
import { branchFor } from "../draw/scenario.ts";
import { fragmentVisit, placeOf, type Reading } from "../monitor/reading.ts";
import { replySteps, type RunState } from "../state/run-state.ts";
import type { WaitingCall } from "../state/waiting-calls.ts";
import { letFail } from "./try-again.ts";
import type { ScriptedAction } from "./scripted-actions.ts";

/**
 * Lets calls come back for which no answer is drawn, or none on the way that this run takes; false when there is none.
 * They do so once the script has nothing else to do: whoever is called first does what the diagram draws of it.
 */
export function answerUndrawn(state: RunState): boolean {
  const due = state.waiting.due.filter((call) => !isAnswerDrawn(state, call));
  for (const call of due) {
    state.waiting.remove(call);
    state.course.goOn();
    if (call.fault === undefined) call.resolve(call.undrawn());
    else letFail(state, { fault: call.fault, args: call.args, failures: 1 }, call.reject);
  }
  return due.length > 0;
}

/** The next thing that somebody outside sets off, who does not know what is still going on. */
export function comesFromOutside({ subject }: RunState, { kind, step }: ScriptedAction): boolean {
  const role = subject.protocol.participants[step.from]?.role;
  return kind === "call" && (role === undefined || role === "initiator");
}

function isAnswerDrawn(state: RunState, { caller, steps }: WaitingCall): boolean {
  return replySteps(state, steps).some(([id]) =>
    state.monitor.readings.some((reading) => isOnTheWay(state, reading, caller, id)),
  );
}

/** Whether the scenario, or what has been decided, leads through the branches around a step. */
function isOnTheWay(state: RunState, reading: Reading, caller: string, id: StepId): boolean {
  const { protocol } = state.subject;
  const within = protocol.steps[id]?.within ?? [];
  return within.every(([fragment, branch]) => {
    const operator = protocol.fragments[fragment]?.operator;
    if (operator !== "alt" && operator !== "opt" && operator !== "break") return true;
    const { key, ordinal } = fragmentVisit(protocol, fragment, placeOf(reading, caller));
    return branchFor(state.scenario, fragment, ordinal, reading.branches.get(key)) === branch;
  });
}
