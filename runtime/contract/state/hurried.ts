import type { StepId } from "../../model/steps.ts";
import { areConcurrent } from "../monitor/concurrent-steps.ts";
import { mentionOf } from "../report/describe-step.ts";
import type { Violation, ViolationKind } from "../report/violation.ts";
import { httpStatusOf } from "../values/http-status.ts";
import type { Activity } from "./activities.ts";
import { type RunState, stepOf, type WatchedRun } from "./run-state.ts";

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
  const takes = step?.kind === "self" ? "takes" : "is answered after";
  const provoked = `${mentionOf(state.subject.protocol, late)} ${takes} ${mode.ms / 1000} s`;
  return { ...violation, provoked };
}

/**
 * What is wrong with work that goes on with one of these steps, or is over, although what it should wait for has not come
 * back. Other parts of a `par`, and other rounds of the same step, wait for nothing.
 */
export function wentOnEarly(
  { disturbance, subject: { protocol } }: WatchedRun,
  work: Activity | undefined,
  {
    steps,
    what,
    observed,
  }: { readonly steps: readonly StepId[]; readonly what: string; readonly observed: string },
): Violation | undefined {
  const awaited = disturbance
    .openFor(work)
    .find((open) => !steps.some((step) => step === open || areConcurrent(protocol, step, open)));
  if (awaited === undefined) return undefined;
  return {
    kind: "out-of-order",
    step: steps[0] ?? awaited,
    sentence: `${what} although ${mentionOf(protocol, awaited)} had not come back.`,
    expected: [],
    awaits: awaited,
    observed,
    culprit: work?.component,
  };
}

function hasGivenUp({ activities }: RunState): boolean {
  return activities.all.some(
    ({ settlement }) => settlement?.kind === "returned" && (httpStatusOf(settlement.value) ?? 0) >= 500,
  );
}
