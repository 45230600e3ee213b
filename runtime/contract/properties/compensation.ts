import type fc from "fast-check";
import { forEveryCase } from "../check/for-every-case.ts";
import type { Property } from "../check/property.ts";
import { arbitraryFaultCase, type FaultCase } from "../check/fault-case.ts";
import { titleOf } from "../report/describe-step.ts";
import type { Verdict } from "../report/verdict.ts";
import type { Violation } from "../report/violation.ts";
import { notUndone, undoingAfter } from "../run/judge-undoing.ts";
import { run } from "../run/run.ts";
import { lostFault } from "../state/lost-fault.ts";
import type { RunState } from "../state/run-state.ts";
import type { Cast, Subject } from "../state/subject.ts";
import { isBestEffort } from "../state/tolerated.ts";
import { asksTheSame, undoStepsIn, type UndoStep } from "../state/undo-steps.ts";
import { verdictOf } from "../state/verdict-of.ts";

/** When the work fails, what was done is undone: the last first, each once, and whoever asked is told of the error. */
export const compensation: Property = {
  name: "compensation",
  title: "compensation",
  promise(cast) {
    const { protocol } = cast;
    const undone = undoneBy(cast);
    const [first] = undone;
    if (first === undefined) return undefined;
    const titles = new Set(
      undone.map(({ done, undo: [by = ""] }) => `${titleOf(protocol, by)} undoes ${titleOf(protocol, done)}`),
    );
    return {
      words: `when the work fails, ${[...titles].join(", ")}`,
      line: first.line,
      lines: [...new Set(undone.map(({ line }) => line))],
    };
  },
  proof: { protocol: forEveryCase(cases, judge) },
};

/** What the components under test are to undo. */
function undoneBy({ protocol, real }: Cast): readonly UndoStep[] {
  return undoStepsIn(protocol).filter(({ done }) => real.includes(protocol.steps[done]?.from ?? ""));
}

/** An error that may pass ends the work only where nobody tries it again. */
function cases(subject: Subject): fc.Arbitrary<FaultCase> {
  const isTriedAgain = subject.protocol.policies.some(({ kind }) =>
    ["retry", "delivery", "background"].includes(kind),
  );
  const drawn = arbitraryFaultCase(subject);
  return isTriedAgain ? drawn.map((one) => ({ ...one, error: "fatal" as const })) : drawn;
}

async function judge(subject: Subject, { scenario, at, error }: FaultCase): Promise<Verdict> {
  const undisturbed = await run(subject, scenario);
  const call = undisturbed.disturbance.pick(at, failing(subject));
  // What goes wrong without a fault is for the other properties to report.
  if (undisturbed.course.violation !== undefined || call === undefined)
    return { ...verdictOf(undisturbed), violation: undefined };
  const state = await run(subject, scenario, { kind: "fault", at: call, error, undoes: true });
  if (state.course.unfilled.length > 0) return verdictOf(state);
  return verdictOf(state, withNote(subject, state, state.course.violation ?? leftUndone(state)));
}

/** The calls whose failure ends the work: not those of which a note says otherwise, nor those that undo something. */
function failing({ protocol }: Subject): readonly string[] {
  const undo = undoStepsIn(protocol).flatMap((one) => one.undo);
  return Object.entries(protocol.steps).flatMap(([id, step]) =>
    step.kind === "call" &&
    step.retry === undefined &&
    !isBestEffort(protocol, id) &&
    !undo.some((one) => asksTheSame(protocol, one, id))
      ? [id]
      : [],
  );
}

function leftUndone(state: RunState): Violation | undefined {
  const undoing = undoingAfter(state);
  if (undoing === undefined) return undefined;
  if (undoing.missing !== undefined) return notUndone(state, undoing.missing);
  // As which error it passes on, other properties say.
  const told = state.disturbance.aftermath?.open.at(-1)?.settlement?.kind === "threw";
  return undoing.wasNeeded && !told ? lostFault(state) : undefined;
}

function withNote(
  { protocol }: Subject,
  state: RunState,
  violation: Violation | undefined,
): Violation | undefined {
  if (violation === undefined) return undefined;
  // That the work goes on after an error, or tries again, is for other properties to report.
  if (!["not-undone", "wrongly-undone", "swallowed-error"].includes(violation.kind)) {
    const undoing = undoingAfter(state);
    if (undoing?.wasNeeded !== true) return undefined;
  }
  const pairs = undoStepsIn(protocol);
  const note =
    pairs.find(({ done, undo }) => done === violation.step || undo.includes(violation.step ?? "")) ??
    pairs[0];
  return { ...violation, promised: note };
}
