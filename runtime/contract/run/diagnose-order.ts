import type { StepId } from "../../model/steps.ts";
import type { Reading } from "../monitor/reading.ts";
import { mentionOf, nameOf } from "../report/describe-step.ts";
import { advance } from "../monitor/next-steps.ts";
import { allowedNext, stepOf, watched, type WatchedRun } from "../state/run-state.ts";
import type { Violation } from "../report/violation.ts";

interface Unexpected {
  /** On whose lifeline. */
  readonly component: string;
  /** The steps of the diagram that it could have been, at another time. */
  readonly drawn: readonly StepId[];
  readonly description: string;
  readonly did: "was called" | "was answered";
}

/** Says why something that happened may not happen now. */
export function diagnoseOrder(
  state: WatchedRun,
  { component, drawn, description, did }: Unexpected,
): Violation {
  const { protocol } = state.subject;
  const observed = description;
  const step = nearest(state, drawn);
  const expected = allowedNext(state, step === undefined ? component : heldUp(state, component, step));
  if (step === undefined) {
    const after = expected[0] ?? state.monitor.trace.at(-1);
    return {
      kind: "not-in-diagram",
      step: after,
      expected,
      observed,
      sentence: `${nameOf(protocol, component)} called ${description}, which is not in the diagram.`,
    };
  }
  const name = mentionOf(protocol, step);
  if (wouldFit(state, step, { branches: new Map(), facts: new Map() })) {
    const sentence = `${name} ${did}, but it belongs to a branch that this run did not take.`;
    return { kind: "wrong-branch", step, expected, observed, sentence };
  }
  const inLoop =
    stepOf(state, step)?.within.some(([id]) => protocol.fragments[id]?.operator === "loop") === true;
  if (inLoop && wouldFit(state, step, { rounds: new Map(), facts: new Map() })) {
    const sentence = `${name} ${did} again, after the last round of its loop.`;
    return { kind: "repeated", step, expected, observed, sentence };
  }
  if (state.monitor.trace.includes(step) && !inLoop) {
    return {
      kind: "repeated",
      step,
      expected,
      observed,
      sentence: `${name} ${did} again, although the diagram has it only once here.`,
    };
  }
  const [first] = expected;
  const instead =
    first === undefined
      ? "although nothing more is drawn here"
      : `although ${mentionOf(protocol, first)} had not happened`;
  return { kind: "out-of-order", step, expected, observed, sentence: `${name} ${did} ${instead}.` };
}

// Of several steps that look alike, the one that has not happened yet.
function nearest(state: WatchedRun, drawn: readonly StepId[]): StepId | undefined {
  return drawn.find((id) => !state.monitor.trace.includes(id)) ?? drawn[0];
}

/** The lifeline on which this step may not happen yet: the receiver's, when the caller has done all it should. */
function heldUp(state: WatchedRun, component: string, id: StepId): string {
  const step = stepOf(state, id);
  const lifelines = step === undefined ? [] : watched(state, step);
  return [component, ...lifelines].find((one) => !allowedNext(state, one).includes(id)) ?? component;
}

/** It would have been right if something else had been decided. */
function wouldFit(state: WatchedRun, id: StepId, undecided: Partial<Reading>): boolean {
  const step = stepOf(state, id);
  if (step === undefined) return false;
  return state.monitor.readings.some((configuration) => {
    const open = { ...configuration, ...undecided };
    return advance(state.subject.protocol, open, watched(state, step), id).length > 0;
  });
}
