import { FatalError, isRetryable, RetryableError } from "../../errors/errors.ts";
import { isDrawnError } from "../monitor/match-answer.ts";
import { clean, mentionOf } from "../report/describe-step.ts";
import { showError, showValue } from "../report/show-value.ts";
import type { Violation } from "../report/violation.ts";
import { httpStatusOf } from "../values/http-status.ts";
import type { Activity } from "./activities.ts";
import type { Aftermath } from "./disturbance.ts";
import { replySteps, type WatchedRun } from "./run-state.ts";
import { isBestEffort } from "./tolerated.ts";

/** What is wrong when the fault of a disturbed run did not reach whoever asked, as what it was. */
export function lostFault(state: WatchedRun): Violation | undefined {
  const { protocol } = state.subject;
  const { aftermath } = state.disturbance;
  if (aftermath === undefined || isBestEffort(protocol, aftermath.step)) return undefined;
  const root = aftermath.open.at(-1);
  const observed = lossOf(state, root, aftermath);
  if (observed === undefined) return undefined;
  const who = root === undefined ? "nobody" : `${clean(root.name, 60)}${root.kind === "task" ? "" : "()"}`;
  return {
    kind: "swallowed-error",
    step: aftermath.step,
    sentence: `${mentionOf(protocol, aftermath.step)} ${failedWith(aftermath.error)}, but ${who} ${observed}.`,
    expected: [],
    observed: `${who} ${observed}`,
    culprit: loserOf(state, aftermath),
    provoked: aftermath.provoked,
    disturbed: aftermath.step,
  };
}

/** `failed with a fatal error`, of a fault that the kit has injected. */
export function failedWith(error: Error | undefined): string {
  return `failed with ${error instanceof FatalError ? "a fatal error" : "an error that may pass"}`;
}

/** The component in which the fault got lost: the innermost one that ended as if there had been none. */
export function loserOf(state: WatchedRun, aftermath: Aftermath): string | undefined {
  return aftermath.open.find(
    (activity) => activity.settlement !== undefined && lossOf(state, activity, aftermath) !== undefined,
  )?.component;
}

/** How this activity lost the fault that it should have failed with; undefined when it did not. */
function lossOf(state: WatchedRun, activity: Activity | undefined, aftermath: Aftermath): string | undefined {
  const settlement = activity?.settlement;
  if (settlement === undefined) return "never ended";
  if (settlement.kind === "returned") {
    const failed = activity?.kind === "operation" && (httpStatusOf(settlement.value) ?? 0) >= 500;
    return failed ? undefined : `went well, with ${showValue(settlement.value, 2)}`;
  }
  const { error } = settlement;
  const loss = lossIn(error, aftermath.error);
  if (loss !== undefined) return `threw ${showError(error)}, ${loss}`;
  return activity !== undefined && isAnotherAnswer(state, activity, aftermath, error)
    ? `threw ${showError(error)}, which the diagram draws for something else`
    : undefined;
}

function lossIn(thrown: unknown, fault: Error | undefined): string | undefined {
  if (thrown === fault) return undefined;
  if (fault instanceof FatalError) {
    if (!carries(thrown, fault)) return "which does not carry it as its cause";
    return thrown instanceof RetryableError ? "which would be tried again" : undefined;
  }
  if (!isRetryable(thrown)) return "which nobody tries again";
  // A new error that may pass says all that matters.
  return thrown instanceof RetryableError || carries(thrown, fault)
    ? undefined
    : "which does not carry it as its cause";
}

/** Whether whoever asked is told what the diagram draws for another case, and not for a failure of this call. */
function isAnotherAnswer(
  state: WatchedRun,
  { steps }: Activity,
  { step, error }: Aftermath,
  thrown: unknown,
): boolean {
  if (thrown === error) return false;
  const answers = replySteps(state, steps).some(([, { outcome }]) => isDrawnError(outcome, thrown));
  return answers && !replySteps(state, [step]).some(([, { outcome }]) => outcome.kind === "throws");
}

const depthMax = 8;

function carries(thrown: unknown, fault: unknown, depth = 0): boolean {
  if (thrown === fault) return true;
  if (!(thrown instanceof Error) || depth > depthMax) return false;
  const together: readonly unknown[] = thrown instanceof AggregateError ? thrown.errors : [];
  return [thrown.cause, ...together].some((inner) => carries(inner, fault, depth + 1));
}
