import { portOf, type CallStep, type StepId } from "../../model/steps.ts";
import type { Arrow } from "../../trace/arrow-event.ts";
import { withArguments } from "../monitor/match-arguments.ts";
import { advance } from "../monitor/next-steps.ts";
import { arrowOf } from "../report/describe-step.ts";
import { showValue } from "../report/show-value.ts";
import { diagnoseOrder } from "../run/diagnose-order.ts";
import { observeAnswer } from "../run/observe-answer.ts";
import { observe } from "../run/observe-call.ts";
import { withSent } from "../run/scripted-actions.ts";
import { injected } from "./fault-plan.ts";
import { describeCall } from "../state/describe-call.ts";
import { callSteps, fail, isReal, replySteps, watched, type WatchedRun } from "../state/run-state.ts";

/** What a call was, once it has been held against the diagram. */
export interface WatchedCall {
  readonly state: WatchedRun;
  readonly arrow: Arrow;
  readonly args: readonly unknown[];
  /** The arrows of the diagram that it may be. */
  readonly steps: readonly StepId[];
}

export interface CallRules {
  /** Whether a call that the diagram does not draw goes to a collaborator that `system.ts` adds. */
  readonly isFurther: (arrow: Arrow) => boolean;
  /** Whether the calls of a component are steps of durable work: one that failed is made again, and nothing before it. */
  readonly startsAgain: (component: string) => boolean;
  /** What comes in has come in before: its answer may have been seen, too. */
  readonly isAgain: boolean;
}

/**
 * Holds a call of the running system against the diagram: that it may come now and carries what is drawn, and that what
 * it came to may be answered. The call itself goes through, whatever is found. `around` is asked to make it.
 */
export async function watchCall<T>(
  { state, arrow, args }: Omit<WatchedCall, "steps">,
  { isFurther, startsAgain, isAgain }: CallRules,
  proceed: (call: WatchedCall) => Promise<T>,
): Promise<T> {
  const { from, to, method } = arrow;
  const drawn = callSteps(state).filter(
    ([, step]) => step.from === from && step.to === to && step.method === method,
  );
  const passes =
    state.course.over || state.activities.isAbandoned() || (drawn.length === 0 && isFurther(arrow));
  if (passes) return proceed({ state, arrow, args, steps: [] });
  state.course.goOn();
  const before = state.monitor.readings;
  const call = { caller: from, to, method, args };
  const steps = isReal(state, from)
    ? observe(state, drawn, args, describeCall(state, call), from)
    : isAgain
      ? enterAgain(state, drawn, args)
      : enter(state, drawn, args, describeCall(state, call));
  if (steps === undefined) return proceed({ state, arrow, args, steps: [] });
  let result: { readonly value: T } | undefined;
  const activity = await state.activities.operate(
    { kind: "operation", component: to, name: method, steps },
    async () => {
      result = { value: await proceed({ state, arrow, args, steps }) };
      return result.value;
    },
  );
  const { settlement } = activity;
  state.course.goOn();
  // What a fault that the test made has led to is no answer that is drawn.
  const isStruck = settlement?.kind === "threw" && isInjected(settlement.error);
  const isKnown = isStruck || state.activities.isAbandoned(activity) || (isAgain && !mayAnswer(state, steps));
  if (settlement !== undefined && !state.course.over && !isKnown) observeAnswer(state, activity, settlement);
  if (isStruck && startsAgain(from)) state.monitor.goBack(before);
  if (result !== undefined) return result.value;
  throw settlement?.kind === "threw" ? settlement.error : new Error(`${method} was not answered`);
}

/** Work that goes on where it was is handed the same things once more, as other objects. */
function enterAgain(
  state: WatchedRun,
  drawn: readonly (readonly [StepId, CallStep])[],
  args: readonly unknown[],
): readonly StepId[] {
  const known = drawn.filter(([id]) => state.monitor.trace.includes(id));
  for (const [, step] of known)
    state.monitor.narrow((reading) => withSent(state.subject.protocol, reading, step, args));
  return known.map(([id]) => id);
}

/** Whether one of the drawn answers may come now. */
function mayAnswer(state: WatchedRun, steps: readonly StepId[]): boolean {
  const { protocol } = state.subject;
  return replySteps(state, steps).some(([id, step]) =>
    state.monitor.readings.some((reading) => advance(protocol, reading, watched(state, step), id).length > 0),
  );
}

const causesMax = 8;

/** Whether an error is one that the test has made, however often it was wrapped on the way. */
export function isInjected(error: unknown): boolean {
  let current = error;
  for (let depth = 0; current instanceof Error && depth < causesMax; depth += 1) {
    if (current.message.includes(injected)) return true;
    if (current instanceof AggregateError && current.errors.some(isInjected)) return true;
    current = current.cause;
  }
  return false;
}

/** What comes in from outside: nobody is held to what an outsider sends, but it has to be the outsider's turn. */
function enter(
  state: WatchedRun,
  drawn: readonly (readonly [StepId, CallStep])[],
  args: readonly unknown[],
  description: string,
): readonly StepId[] | undefined {
  const { protocol } = state.subject;
  const entered = state.monitor.readings.flatMap((before) =>
    drawn.flatMap(([id, step]) =>
      advance(protocol, before, [step.to], id).map((after) => ({
        id,
        reading: withArguments(protocol, withSent(protocol, after, step, args), step, step.to, args),
      })),
    ),
  );
  const [first] = entered;
  if (first === undefined) {
    const component = drawn[0]?.[1].to ?? state.subject.real[0] ?? "";
    const steps = drawn.map(([id]) => id);
    fail(state, diagnoseOrder(state, { component, drawn: steps, description, did: "was called" }));
    return undefined;
  }
  const step = drawn.find(([id]) => id === first.id)?.[1];
  step?.args.forEach((argument, index) => {
    if (portOf(argument) === undefined) state.used.note(`${argument.name}: ${showValue(args[index])}`);
  });
  if (step === undefined) state.used.note(arrowOf(protocol, first.id));
  state.monitor.take(
    first.id,
    entered.filter(({ id }) => id === first.id).map(({ reading }) => reading),
  );
  return [first.id];
}
