import type { CallStep, StepId } from "../../model/steps.ts";
import { fittingSteps, matchArguments } from "../monitor/match-arguments.ts";
import { advance } from "../monitor/next-steps.ts";
import type { Reading } from "../monitor/reading.ts";
import { mentionOf, nameOf } from "../report/describe-step.ts";
import { showValue } from "../report/show-value.ts";
import type { Violation } from "../report/violation.ts";
import { describeCall } from "../state/describe-call.ts";
import { callSteps, isReal, watched, type ObservedCall, type WatchedRun } from "../state/run-state.ts";
import { diagnoseOrder } from "./diagnose-order.ts";

export type Drawn = readonly (readonly [StepId, CallStep])[];

/** A call that a component makes, with the arrows that it could be by its method alone. */
export interface DrawnCall {
  readonly drawn: Drawn;
  readonly args: readonly unknown[];
  readonly description: string;
  /** Undefined when it comes through an object that was handed on. */
  readonly caller: string | undefined;
}

/** What a call is in a run: the steps that it takes, in all readings that allow it, or why it is none. */
export type Judgement =
  | {
      readonly kind: "fits";
      /** At least one. */
      readonly steps: readonly [StepId, ...StepId[]];
      readonly readings: readonly Reading[];
    }
  | { readonly kind: "violates"; readonly violation: Violation };

/** Holds a call against the diagram; changes nothing. */
export function judgeCall(state: WatchedRun, call: DrawnCall): Judgement {
  const { protocol } = state.subject;
  const tried = state.monitor.readings.flatMap((before) =>
    call.drawn.flatMap(([id, step]) =>
      advance(protocol, before, watched(state, step), id).map((reading) => ({
        id,
        result: matchArguments(state.subject, reading, step, call.args),
      })),
    ),
  );
  const fitting = tried.flatMap(({ id, result }) =>
    result.kind === "fits" ? [{ id, reading: result.reading }] : [],
  );
  const [first, ...others] = new Set(fitting.map(({ id }) => id));
  if (first !== undefined)
    return { kind: "fits", steps: [first, ...others], readings: fitting.map(({ reading }) => reading) };
  return { kind: "violates", violation: violationOf(state, call, tried) };
}

type Tried = readonly { readonly id: StepId; readonly result: ReturnType<typeof matchArguments> }[];

function violationOf(state: WatchedRun, call: DrawnCall, tried: Tried): Violation {
  const { protocol, real } = state.subject;
  const { drawn, args, description, caller } = call;
  // Fits another step of the same method: that one, at the wrong time, and not this one with a wrong argument. But where one
  // of them is due, and the other has happened, what was passed is left over from that one.
  const others = fittingSteps(state.subject, state.monitor.readings, args, drawn, "exactly").filter(
    ([id]) =>
      !tried.some((one) => one.id === id) && (tried.length === 0 || !state.monitor.trace.includes(id)),
  );
  const meant = others.length > 0 ? others : drawn;
  const wrong = others.length > 0 ? undefined : tried[0];
  if (wrong !== undefined && wrong.result.kind === "differs") {
    return {
      kind: "wrong-argument",
      step: wrong.id,
      sentence: `${mentionOf(protocol, wrong.id)} was called with another ${wrong.result.where} than the diagram says.`,
      expected: [wrong.id],
      observed: description,
      difference: wrong.result,
    };
  }
  return diagnoseOrder(state, {
    component: caller ?? drawn[0]?.[1].from ?? real[0] ?? "",
    drawn: meant.map(([id]) => id),
    description,
    did: "was called",
  });
}

/** A call of a collaborator, with the arrows that it could be. */
export function drawnCall(state: WatchedRun, call: ObservedCall): DrawnCall {
  return {
    drawn: callSteps(state).filter(([, step]) => isCallOf(step, call, state)),
    args: call.args,
    description: describeCall(state, call),
    caller: call.caller,
  };
}

/** A call that a component makes of itself, with the arrows that it could be. */
export function drawnSelf(
  state: WatchedRun,
  component: string,
  method: string,
  args: readonly unknown[],
): DrawnCall {
  const { protocol } = state.subject;
  return {
    drawn: Object.entries(protocol.steps).flatMap(([id, step]) =>
      step.kind === "self" && step.from === component && step.method === method ? [[id, step] as const] : [],
    ),
    args,
    description: `${nameOf(protocol, component)}.${method}(${args.map((arg) => showValue(arg, 2)).join(", ")})`,
    caller: component,
  };
}

function isCallOf(step: CallStep, call: ObservedCall, state: WatchedRun): boolean {
  if (step.to !== call.to || step.method !== call.method) return false;
  return call.caller === undefined
    ? step.receiver !== undefined && isReal(state, step.from)
    : step.receiver === undefined && step.from === call.caller;
}
