import { RetryableError } from "../../errors/errors.ts";
import type { CallStep } from "../../model/steps.ts";
import { retryPolicyOf } from "../../retry/retried.ts";
import { pauseMs } from "../../retry/retry-policy.ts";
import { mentionOf } from "../report/describe-step.ts";
import type { Violation } from "../report/violation.ts";
import type { Retrial } from "../state/disturbance.ts";
import { fail, never, stepOf, type ObservedCall, type RunState } from "../state/run-state.ts";
import { deepEqual } from "../values/deep-equal.ts";
import type { Drawn } from "./judge-call.ts";

/** How often a call is made at most, where it fails with what another try may help. */
export function triesDrawn({ retry }: CallStep): number {
  return retry === undefined ? 1 : 1 + retryPolicyOf(retry).retriesMax;
}

/** What becomes of a call that is the next try of one that has failed. */
export type NextTry =
  | { readonly kind: "fails"; readonly answer: Promise<unknown> }
  /** It is answered as this arrow draws it. */
  | { readonly kind: "goes well"; readonly drawn: Drawn };

/** Undefined for a call that is no such try. One that comes too early or too late ends the run. */
export function nextTry(state: RunState, call: ObservedCall, drawn: Drawn): NextTry | undefined {
  const { retrial, mode } = state.disturbance;
  const same = drawn.filter(([id]) => id === retrial?.fault.step);
  const [step] = same.map(([, one]) => one);
  if (retrial === undefined || step === undefined || !deepEqual(retrial.args, call.args)) return undefined;
  const wrong = wrongPause(state, call, step, retrial);
  state.disturbance.endRetries();
  if (wrong !== undefined) {
    fail(state, wrong);
    return { kind: "fails", answer: never() };
  }
  if (mode.kind !== "fault" || retrial.failures >= (mode.failures ?? 1))
    return { kind: "goes well", drawn: same };
  const answer = new Promise((_, reject) => {
    letFail(state, { ...retrial, failures: retrial.failures + 1 }, reject);
  });
  answer.catch(() => undefined);
  return { kind: "fails", answer };
}

/** Lets a call fail. Where another try is drawn, that is waited for; otherwise the run is disturbed from here on. */
export function letFail(
  state: RunState,
  failed: Omit<Retrial, "failedAt">,
  reject: (error: Error) => void,
): void {
  const { fault, failures } = failed;
  const step = stepOf(state, fault.step);
  const passes = fault.error instanceof RetryableError;
  const { mode } = state.disturbance;
  if (mode.kind === "fault" && mode.isTolerated === true) {
    if (fault.error !== undefined) reject(fault.error);
    return;
  }
  if (passes && step?.kind === "call" && failures < triesDrawn(step)) {
    state.disturbance.expectRetry({ ...failed, failedAt: state.subject.time.now });
  } else {
    if (failures > 1) state.transactions.noteFault(fault.step);
    const elsewhere = state.activities.unsettled.filter((activity) => !fault.open.includes(activity));
    const provoked = failures > 1 ? `${fault.provoked}, ${times(failures)}` : fault.provoked;
    state.disturbance.begin({ ...fault, elsewhere, provoked });
  }
  if (fault.error !== undefined) reject(fault.error);
}

function times(count: number): string {
  return count === 1 ? "once" : `${count} times`;
}

/** What is wrong when a call was given up that is drawn to be tried again. */
export function givenUp(state: RunState): Violation | undefined {
  const { retrial } = state.disturbance;
  const step = retrial && stepOf(state, retrial.fault.step);
  if (retrial === undefined || step?.kind !== "call") return undefined;
  const { fault, failures } = retrial;
  return {
    kind: "not-tried-again",
    step: fault.step,
    sentence: `${mentionOf(state.subject.protocol, fault.step)} failed ${times(failures)} with an error that may pass, and was not tried again, although it is drawn to be, up to ${triesDrawn(step) - 1} times.`,
    expected: [fault.step],
    observed: undefined,
    culprit: step.from,
    provoked: `${fault.provoked}, ${times(failures)}`,
  };
}

function wrongPause(
  { subject }: RunState,
  call: ObservedCall,
  step: CallStep,
  { fault, failures, failedAt }: Retrial,
): Violation | undefined {
  if (step.retry?.delayMs === undefined) return undefined;
  const expected = pauseMs(retryPolicyOf(step.retry), failures, 0);
  const pause = subject.time.now - failedAt;
  if (pause === expected) return undefined;
  return {
    kind: "wrong-pause",
    step: fault.step,
    sentence: `${mentionOf(subject.protocol, fault.step)} was tried again after ${pause} ms, and not after the ${expected} ms that are drawn.`,
    expected: [fault.step],
    observed: `${call.method}() after ${pause} ms`,
    culprit: step.from,
    provoked: `${fault.provoked}, ${times(failures)}`,
  };
}
