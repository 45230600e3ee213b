import type { CallStep, StepId } from "../../model/steps.ts";
import { FatalError } from "../../errors/errors.ts";
import { describeCall } from "../state/describe-call.ts";
import type { Activity } from "../state/activities.ts";
import type { Aftermath } from "../state/disturbance.ts";
import { arrowOf, mentionOf, nameOf } from "../report/describe-step.ts";
import { diagnoseOrder } from "./diagnose-order.ts";
import { answerWhileDisturbed, deliverFault } from "./after-disturbance.ts";
import { furtherAnswer } from "./further-answer.ts";
import { fittingSteps, matchArguments } from "../monitor/match-arguments.ts";
import { advance } from "../monitor/next-steps.ts";
import { outsideTransaction, transactionOf } from "./in-transaction.ts";
import { undrawnAnswer } from "./sql-shape.ts";
import { startOperation } from "./operation.ts";
import {
  allowedNext,
  callSteps,
  fail,
  isReal,
  never,
  replySteps,
  watched,
  type ObservedCall,
  type RunState,
} from "../state/run-state.ts";
import { showValue } from "../report/show-value.ts";

const stepsMax = 2_000;

/** Holds a call against the diagram, and has it answered: by the real receiver, or by the script. */
export function observeCall(state: RunState, call: ObservedCall): Promise<unknown> {
  if (state.course.over) return never();
  state.course.goOn();
  const drawn = callSteps(state).filter(([, step]) => isCallOf(step, call, state));
  const passedOn = drawn.length === 0 ? transactionOf(state, call) : undefined;
  if (passedOn !== undefined) return passedOn;
  if (drawn.length === 0 && call.isFurther === true) return Promise.resolve(furtherAnswer(state, call));
  if (state.disturbance.aftermath !== undefined) return answerWhileDisturbed(state, call, drawn);

  const matched = observe(state, drawn, call.args, describeCall(state, call), call.caller);
  if (matched === undefined) return never();
  const outside = outsideTransaction(state, call, matched);
  if (outside !== undefined) {
    fail(state, outside);
    return never();
  }
  if (isReal(state, call.to)) return startOperation(state, call.to, call.method, call.args, matched);
  return scriptedAnswer(
    state,
    call,
    drawn.filter(([id]) => matched.includes(id)),
  );
}

/** A call that a component makes of itself; returns false when the run is over. */
export function observeSelf(
  state: RunState,
  component: string,
  method: string,
  args: readonly unknown[],
): boolean {
  if (state.course.over) return false;
  state.course.goOn();
  if (state.disturbance.aftermath !== undefined) return true;
  const drawn = Object.entries(state.subject.protocol.steps).flatMap(([id, step]) =>
    step.kind === "self" && step.from === component && step.method === method ? [[id, step] as const] : [],
  );
  return (
    observe(
      state,
      drawn,
      args,
      `${nameOf(state.subject.protocol, component)}.${method}(${args.map((arg) => showValue(arg, 2)).join(", ")})`,
      component,
    ) !== undefined
  );
}

/** Takes the step that this call is, in every reading that allows it; fails the run when none does. */
function observe(
  state: RunState,
  drawn: readonly (readonly [StepId, CallStep])[],
  args: readonly unknown[],
  description: string,
  caller: string | undefined,
): readonly StepId[] | undefined {
  const { protocol } = state.subject;
  const possible = state.monitor.readings.flatMap((before) =>
    drawn.flatMap(([id, step]) =>
      advance(protocol, before, watched(state, step), id).map((reading) => ({ id, step, reading })),
    ),
  );
  const tried = possible.map(({ id, step, reading }) => ({
    id,
    result: matchArguments(state.subject, reading, step, args),
  }));
  const fitting = tried.flatMap(({ id, result }) =>
    result.kind === "fits" ? [{ id, reading: result.reading }] : [],
  );
  const [first] = fitting;
  if (first === undefined) {
    // Fits another step of the same method: that one, at the wrong time, and not this one with a wrong argument.
    const others = fittingSteps(state.subject, state.monitor.readings, args, drawn, "exactly").filter(
      ([id]) => !tried.some((one) => one.id === id),
    );
    const meant = others.length > 0 ? others : drawn;
    const wrong = others.length > 0 ? undefined : tried[0];
    const observer = caller ?? drawn[0]?.[1].from ?? state.subject.real[0] ?? "";
    if (wrong !== undefined && wrong.result.kind === "differs") {
      fail(state, {
        kind: "wrong-argument",
        step: wrong.id,
        sentence: `${mentionOf(protocol, wrong.id)} was called with another ${wrong.result.where} than the diagram says.`,
        expected: [wrong.id],
        observed: description,
        difference: wrong.result,
      });
    } else {
      fail(
        state,
        diagnoseOrder(state, {
          component: observer,
          drawn: meant.map(([id]) => id),
          description,
          did: "was called",
        }),
      );
    }
    return undefined;
  }
  if (state.monitor.trace.length >= stepsMax) {
    fail(state, {
      kind: "stalled",
      step: first.id,
      sentence: `${mentionOf(protocol, first.id)} goes round and round: more than ${stepsMax} steps in one run.`,
      expected: allowedNext(state, observerOf(state, drawn)),
      observed: description,
    });
    return undefined;
  }
  state.monitor.take(
    first.id,
    fitting.map(({ reading }) => reading),
  );
  return [...new Set(fitting.map(({ id }) => id))];
}

function observerOf(state: RunState, drawn: readonly (readonly [StepId, CallStep])[]): string {
  return drawn[0]?.[1].from ?? state.subject.real[0] ?? "";
}

function scriptedAnswer(
  state: RunState,
  call: ObservedCall,
  matched: readonly (readonly [StepId, CallStep])[],
): Promise<unknown> {
  const [first] = matched;
  const caller = call.caller ?? first?.[1].from ?? "";
  const steps = matched.map(([id]) => id);
  const fault =
    first !== undefined && mayFail(state, first[1]) ? faultAt(state, first[0], caller) : undefined;
  const undrawn = (): unknown => undrawnAnswer(state, call.to, call.method, call.args);
  const waits = fault === undefined && first?.[1].waits === true;
  if (replySteps(state, steps).length > 0 || waits) {
    const answer = state.waiting.answerTo({ caller, steps, args: call.args, fault, undrawn });
    return fault === undefined ? answer : unattended(answer);
  }
  if (fault === undefined) return Promise.resolve(undrawn());
  return unattended(
    new Promise((_, reject) => {
      deliverFault(state, fault, reject);
    }),
  );
}

/** What is written to a topic is lost when the writer does not see that it failed, so `->>` waits there as well. */
function mayFail({ subject: { protocol } }: RunState, { waits, to }: CallStep): boolean {
  const receiver = protocol.participants[to];
  return waits || (receiver?.role === "resource" && receiver.kind === "kafka");
}

/** What fails when this call is the one that the run is to disturb; counts the call. */
function faultAt(state: RunState, step: StepId, caller: string): Aftermath | undefined {
  if (!state.disturbance.strikesNextCall()) return undefined;
  const error = new FatalError("injected: this cannot be repaired by trying again");
  const innermost =
    state.activities.current ?? state.activities.unsettled.find(({ component }) => component === caller);
  const open: Activity[] = [];
  for (let activity = innermost; activity !== undefined; activity = activity.parent) open.push(activity);
  state.transactions.noteFault(step);
  const provoked = `fault at ${arrowOf(state.subject.protocol, step)}`;
  return { step, open, elsewhere: [], error, provoked };
}

// A component that does not wait for this call is judged by what it does next, not by Node's unhandled rejection.
function unattended<T>(answer: Promise<T>): Promise<T> {
  answer.catch(() => undefined);
  return answer;
}

function isCallOf(step: CallStep, call: ObservedCall, state: RunState): boolean {
  if (step.to !== call.to || step.method !== call.method) return false;
  return call.caller === undefined
    ? step.receiver !== undefined && isReal(state, step.from)
    : step.receiver === undefined && step.from === call.caller;
}
