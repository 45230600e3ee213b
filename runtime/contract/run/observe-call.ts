import type { CallStep, StepId } from "../../model/steps.ts";
import { mentionOf } from "../report/describe-step.ts";
import { wentOnEarly } from "../state/hurried.ts";
import { isBestEffort } from "../state/tolerated.ts";
import { answerWhileDisturbed, selfWhileDisturbed } from "./after-disturbance.ts";
import { furtherAnswer } from "./further-answer.ts";
import { drawnCall, drawnSelf, judgeCall, type Drawn } from "./judge-call.ts";
import { strikeAt } from "./inject-fault.ts";
import { letFail, nextTry } from "./try-again.ts";
import { outsideTransaction, transactionOf } from "./in-transaction.ts";
import { undrawnAnswer } from "./sql-shape.ts";
import { startOperation } from "./operation.ts";
import {
  allowedNext,
  failAtCall,
  isReal,
  never,
  replySteps,
  type ObservedCall,
  type RunState,
  type WatchedRun,
} from "../state/run-state.ts";

const stepsMax = 2_000;

/** Holds a call against the diagram, and has it answered: by the real receiver, or by the script. */
export function observeCall(state: RunState, call: ObservedCall): Promise<unknown> {
  if (state.course.over) return never();
  state.course.goOn();
  const { drawn, args, description, caller } = drawnCall(state, call);
  const passedOn = drawn.length === 0 ? transactionOf(state, call) : undefined;
  if (passedOn !== undefined) return passedOn;
  if (drawn.length === 0 && call.isFurther === true) return Promise.resolve(furtherAnswer(state, call));
  if (state.disturbance.aftermath !== undefined) return answerWhileDisturbed(state, call, drawn);

  const again = nextTry(state, call, drawn);
  if (again !== undefined)
    return again.kind === "fails" ? again.answer : scriptedAnswer(state, call, again.drawn);
  const matched = observe(state, drawn, args, description, caller);
  if (matched === undefined) return never();
  const outside = outsideTransaction(state, call, matched);
  if (outside !== undefined)
    state.transactions.noteOutside({ violation: outside, trace: state.monitor.trace });
  if (isReal(state, call.to)) return startOperation(state, call.to, call.method, call.args, matched);
  return scriptedAnswer(
    state,
    call,
    drawn.filter(([id]) => matched.includes(id)),
  );
}

/** A call that a component makes of itself; returns false when the run is over. */
export function observeSelf(
  state: WatchedRun,
  component: string,
  method: string,
  args: readonly unknown[],
): boolean {
  if (state.course.over) return false;
  state.course.goOn();
  const { drawn, description } = drawnSelf(state, component, method, args);
  if (state.disturbance.aftermath !== undefined)
    return selfWhileDisturbed(state, component, { drawn, args, description });
  return observe(state, drawn, args, description, component) !== undefined;
}

/** Takes the step that this call is, in every reading that allows it; fails the run when none does. */
export function observe(
  state: WatchedRun,
  drawn: Drawn,
  args: readonly unknown[],
  description: string,
  caller: string | undefined,
): readonly StepId[] | undefined {
  const { protocol } = state.subject;
  const judged = judgeCall(state, { drawn, args, description, caller });
  if (judged.kind === "violates") {
    failAtCall(state, judged.violation);
    return undefined;
  }
  const [first] = judged.steps;
  if (state.monitor.trace.length >= stepsMax) {
    failAtCall(state, {
      kind: "stalled",
      step: first,
      sentence: `${mentionOf(protocol, first)} goes round and round: more than ${stepsMax} steps in one run.`,
      expected: allowedNext(state, drawn[0]?.[1].from ?? state.subject.real[0] ?? ""),
      observed: description,
    });
    return undefined;
  }
  const what = `${mentionOf(protocol, first)} was called`;
  const early = wentOnEarly(state, state.activities.current, {
    steps: judged.steps,
    what,
    observed: description,
  });
  if (early !== undefined) failAtCall(state, early);
  if (early !== undefined) return undefined;
  state.monitor.take(first, judged.readings);
  return judged.steps;
}

function scriptedAnswer(
  state: RunState,
  call: ObservedCall,
  matched: readonly (readonly [StepId, CallStep])[],
): Promise<unknown> {
  const [first] = matched;
  const caller = call.caller ?? first?.[1].from ?? "";
  const steps = matched.map(([id]) => id);
  const { fault, lateMs } = first === undefined ? {} : strikeAt(state, first, caller);
  const undrawn = (): unknown => undrawnAnswer(state, call.to, call.method, call.args);
  const waits = fault === undefined && first?.[1].waits === true;
  const isAnswered = replySteps(state, steps).length > 0;
  if (isAnswered || waits) {
    const waiting = { caller, steps, args: call.args, fault, undrawn, lateMs };
    const answer = state.waiting.answerTo(waiting, () => state.course.goOn());
    // Where an answer is drawn, the ordering says what may come before it.
    if (lateMs !== undefined && first !== undefined && !isAnswered) heldOpen(state, first, answer);
    return fault === undefined ? answer : unattended(answer);
  }
  if (fault === undefined) return Promise.resolve(undrawn());
  return unattended(
    new Promise((_, reject) => {
      letFail(state, { fault, args: call.args, failures: 1 }, reject);
    }),
  );
}

/** Whoever has made a call that is drawn to be waited for does nothing more until it is answered. */
function heldOpen(
  state: RunState,
  [step, { receiver, waits }]: readonly [StepId, CallStep],
  answer: Promise<unknown>,
): void {
  const by = state.activities.current;
  if (by === undefined || !waits || receiver !== undefined || isBestEffort(state.subject.protocol, step))
    return;
  const held = { step, by };
  state.disturbance.holdOpen(held);
  const letGo = (): void => state.disturbance.letGo(held);
  answer.then(letGo, letGo);
}

// A component that does not wait for this call is judged by what it does next, not by Node's unhandled rejection.
function unattended<T>(answer: Promise<T>): Promise<T> {
  answer.catch(() => undefined);
  return answer;
}
