import type { StepId } from "../../model/steps.ts";
import { stepOf, type WatchedRun } from "../state/run-state.ts";

/** Whether what came in has failed because the diagram draws it so: then it becomes a dead letter, and rightly. */
export function failedAsDrawn(state: WatchedRun, entry: StepId): boolean {
  const last = stepOf(state, state.monitor.trace.at(-1) ?? "");
  return last?.kind === "reply" && last.answers === entry && last.outcome.kind === "throws";
}
