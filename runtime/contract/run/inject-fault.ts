import { FatalError, RetryableError } from "../../errors/errors.ts";
import type { CallStep, StepId } from "../../model/steps.ts";
import { arrowOf, clean } from "../report/describe-step.ts";
import type { Activity } from "../state/activities.ts";
import type { Aftermath } from "../state/disturbance.ts";
import { allowedNext, stepOf, type RunState } from "../state/run-state.ts";
import { triesDrawn } from "./try-again.ts";

/** What is done to a call on purpose. */
export interface Struck {
  readonly fault?: Aftermath | undefined;
  readonly lateMs?: number;
}

/** What happens to this call, if it is the one that the run is to disturb; counts the call, if it may fail. */
export function strikeAt(state: RunState, [step, call]: readonly [StepId, CallStep], caller: string): Struck {
  const { disturbance, transactions } = state;
  if (!mayFail(state, call) || !disturbance.strikesNextCall(step, transactions.isOpen)) return {};
  return disturbance.mode.kind === "late"
    ? { lateMs: disturbance.mode.ms }
    : { fault: faultAt(state, step, call, caller) };
}

function faultAt(state: RunState, step: StepId, call: CallStep, caller: string): Aftermath | undefined {
  const passes = mayPass(state);
  const open = openAround(state, caller);
  // Whoever tries the work around it again is not judged by what happens inside.
  if (passes && open.some(({ steps }) => steps.some((id) => isRetried(state, id)))) return undefined;
  const error = errorFor(passes);
  if (!passes || triesDrawn(call) === 1) state.transactions.noteFault(step);
  const provoked = `fault at ${arrowOf(state.subject.protocol, step)}`;
  return { step, open, elsewhere: [], error, provoked };
}

/** The error of a decision method, when this is the question that the run is to disturb; counts the question. */
export function failingQuestion(state: RunState, component: string, method: string): Error | undefined {
  if (!state.disturbance.strikesNextQuestion()) return undefined;
  const error = errorFor(mayPass(state));
  const what = `${clean(method, 60)}()`;
  const [step = state.monitor.trace.at(-1) ?? ""] = allowedNext(state, component);
  const open = openAround(state, component);
  const elsewhere = state.activities.unsettled.filter((activity) => !open.includes(activity));
  state.disturbance.begin({ step, what, open, elsewhere, error, provoked: `${what} fails` });
  return error;
}

function mayPass({ disturbance: { mode } }: RunState): boolean {
  return "error" in mode && mode.error === "transient";
}

function errorFor(passes: boolean): Error {
  return passes
    ? new RetryableError("injected: another try may go well")
    : new FatalError("injected: this cannot be repaired by trying again");
}

/** What is written to a topic is lost when the writer does not see that it failed, so `->>` waits there as well. */
function mayFail({ subject: { protocol } }: RunState, { waits, to }: CallStep): boolean {
  const receiver = protocol.participants[to];
  return waits || (receiver?.role === "resource" && receiver.kind === "kafka");
}

function isRetried(state: RunState, id: StepId): boolean {
  const step = stepOf(state, id);
  return step?.kind === "call" && triesDrawn(step) > 1;
}

/** What is under way around a call, innermost first. */
function openAround({ activities }: RunState, caller: string): readonly Activity[] {
  const innermost = activities.current ?? activities.unsettled.find(({ component }) => component === caller);
  const open: Activity[] = [];
  for (let activity = innermost; activity !== undefined; activity = activity.parent) open.push(activity);
  return open;
}
