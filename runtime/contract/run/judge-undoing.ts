import type { StepId } from "../../model/steps.ts";
import { matchArguments } from "../monitor/match-arguments.ts";
import { mentionOf } from "../report/describe-step.ts";
import type { Violation } from "../report/violation.ts";
import type { WatchedRun } from "../state/run-state.ts";
import { stepOf } from "../state/run-state.ts";
import { Undoing, type Doing, type Undone } from "../state/undoing.ts";
import type { DrawnCall } from "./judge-call.ts";

/** What is to be undone after a fault; undefined where the run is not about that. */
export function undoingAfter(state: WatchedRun): Undoing | undefined {
  return state.disturbance.undoing((after) => new Undoing(state, after));
}

/** What is wrong with a call after a fault that undoes something; `right` when nothing is, undefined when it undoes nothing. */
export function judgeUndoing(
  state: WatchedRun,
  { drawn, args, description }: Pick<DrawnCall, "drawn" | "args" | "description">,
): Violation | "right" | undefined {
  const undoing = undoingAfter(state);
  const steps = drawn.map(([id]) => id);
  const undone = undoing?.judge(steps);
  if (undoing === undefined || undone === undefined) return undefined;
  const [step = ""] = steps;
  if (undone.kind !== "right") return wronglyUndone(state, step, whyWrong(state, undone), description);
  const { doing } = undone;
  const trials = drawn.flatMap(([, call]) =>
    doing.readings.map((reading) => matchArguments(state.subject, reading, call, args)),
  );
  const different = trials.find((trial) => trial.kind === "differs");
  if (different !== undefined && trials.every(({ kind }) => kind === "differs")) {
    const { where } = different;
    const wrong = wronglyUndone(state, step, `, with another ${where} than that`, description);
    return { ...wrong, difference: different };
  }
  undoing.note(doing);
  return "right";
}

function whyWrong({ subject: { protocol } }: WatchedRun, undone: Exclude<Undone, { kind: "right" }>): string {
  switch (undone.kind) {
    case "early":
      return ` before ${mentionOf(protocol, undone.first.done)}, which was done after it, is undone`;
    case "again":
      return ", but that has been undone already";
    case "never done":
      return ", but nothing of it had been done";
  }
}

function wronglyUndone(state: WatchedRun, step: StepId, why: string, observed: string): Violation {
  const { protocol } = state.subject;
  return {
    kind: "wrongly-undone",
    step,
    sentence: `${mentionOf(protocol, step)} was called to undo what was done${why}.`,
    expected: [],
    observed,
    culprit: stepOf(state, step)?.from,
    ...disturbed(state),
  };
}

/** What is wrong when something was left as it was done. */
export function notUndone(state: WatchedRun, { done, undo: [undo] }: Doing): Violation {
  const { protocol } = state.subject;
  const by = undo === undefined ? "anything" : mentionOf(protocol, undo);
  return {
    kind: "not-undone",
    step: done,
    sentence: `${mentionOf(protocol, done)} had been done, and was not undone by ${by}.`,
    expected: undo === undefined ? [] : [undo],
    observed: undefined,
    culprit: stepOf(state, done)?.from,
    ...disturbed(state),
  };
}

function disturbed({ disturbance: { aftermath } }: WatchedRun): Pick<Violation, "provoked" | "disturbed"> {
  return aftermath === undefined ? {} : { provoked: aftermath.provoked, disturbed: aftermath.step };
}
