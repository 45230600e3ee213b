import { mentionOf } from "../report/describe-step.ts";
import type { Violation, ViolationKind } from "../report/violation.ts";
import { httpStatusOf } from "../values/http-status.ts";
import { type RunState, stepOf } from "./run-state.ts";

/** Who has waited long enough may say so, with an error; going on as if the answer had come is something else. */
const saysSo: ReadonlySet<ViolationKind> = new Set(["failed", "stalled"]);

/** What goes wrong in a run because an answer comes late. */
export function hurried(state: RunState): Violation | undefined {
  const { violation } = state.course;
  const { mode } = state.disturbance;
  if (violation === undefined || mode.kind !== "late" || saysSo.has(violation.kind)) return undefined;
  const late = state.disturbance.stepOfCall(mode.at);
  if (late === undefined || hasGivenUp(state)) return undefined;
  const step = stepOf(state, late);
  // To ask anew what may be asked anew is no hurry.
  if (violation.kind === "repeated" && step?.kind === "call" && step.retry !== undefined) return undefined;
  const provoked = `${mentionOf(state.subject.protocol, late)} is answered after ${mode.ms / 1000} s`;
  return { ...violation, provoked };
}

function hasGivenUp({ activities }: RunState): boolean {
  return activities.all.some(
    ({ settlement }) => settlement?.kind === "returned" && (httpStatusOf(settlement.value) ?? 0) >= 500,
  );
}
