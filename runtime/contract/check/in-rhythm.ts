import fc from "fast-check";
import type { StepId } from "../../model/steps.ts";
import { durationText } from "../../model/language/directive-words.ts";
import { arbitraryRepeated, type RepeatedScenarios } from "../draw/repeated-scenarios.ts";
import { argumentKey } from "../draw/scenario.ts";
import { mentionOf } from "../report/describe-step.ts";
import { nothingToSay, type Verdict } from "../report/verdict.ts";
import type { Violation } from "../report/violation.ts";
import { run, runTogether } from "../run/run.ts";
import type { RunState } from "../state/run-state.ts";
import type { Cast, Subject } from "../state/subject.ts";
import { whereTimeWent } from "../state/where-time-went.ts";
import { verdictOf, verdictOfGroup } from "../state/verdict-of.ts";
import { forEveryCase } from "./for-every-case.ts";
import type { Search } from "./property.ts";

/** Something that comes in again and again, in a rhythm. */
export interface Rhythm {
  /** The arrows by which it comes in. */
  readonly steps: readonly StepId[];
  readonly everyMs: number;
  /** How often at most; at least 2. */
  readonly timesMax: number;
  /** The line that says so. */
  readonly promised: { readonly line: number; readonly text: string };
  /** What comes in, in a report: `requests`. */
  readonly what: string;
}

/** On one instance, each of them goes as it is drawn, and is done before the next one is due. */
export function eachInRhythm(rhythmOf: (cast: Cast) => Rhythm | undefined): Search {
  return forEveryCase(
    (subject: Subject) => {
      const rhythm = rhythmOf(subject);
      if (rhythm === undefined) return fc.constant(undefined);
      const { protocol, real } = subject;
      const own = new Set(rhythm.steps.flatMap((id) => argumentKeysOf(subject, id)));
      const { timesMax } = rhythm;
      const incoming = (key: string): boolean => own.has(key);
      return arbitraryRepeated(protocol, new Set(real), { timesMax, incoming }).map((scenarios) => ({
        rhythm,
        scenarios,
      }));
    },
    async (subject, one) => (one === undefined ? nothingToSay : judge(subject, one)),
  );
}

function argumentKeysOf({ protocol }: Cast, id: StepId): readonly string[] {
  const step = protocol.steps[id];
  return step === undefined || step.kind === "reply"
    ? []
    : step.args.map(({ name }) => argumentKey(id, name));
}

interface RhythmCase {
  readonly rhythm: Rhythm;
  readonly scenarios: RepeatedScenarios;
}

async function judge(subject: Subject, { rhythm, scenarios }: RhythmCase): Promise<Verdict> {
  const [first, ...others] = scenarios;
  const { everyMs, what, promised } = rhythm;
  const runs = await runTogether(
    subject,
    [{ scenario: first }, ...others.map((scenario) => ({ scenario }))],
    { kind: "in-rhythm", everyMs },
  );
  const provoked = `${runs.length} ${what} on one instance, one every ${durationText(everyMs)}`;
  const verdict = verdictOfGroup(runs);
  if (verdict.violation === undefined) {
    for (const state of runs) {
      const violation = slowIn(state, rhythm);
      if (violation !== undefined) return verdictOf(state, { ...violation, provoked });
    }
    return verdict;
  }
  for (const scenario of scenarios) {
    const alone = await run(subject, scenario);
    // What goes wrong with one alone is for the other properties to report.
    if (alone.course.violation !== undefined) return { ...verdict, violation: undefined };
  }
  return {
    ...verdict,
    violation: {
      ...verdict.violation,
      promised,
      provoked: `${provoked}; each of them alone goes through as drawn`,
    },
  };
}

/** What took longer than there is time before the next one comes. */
function slowIn(state: RunState, { steps, everyMs, promised, what }: Rhythm): Violation | undefined {
  const slow = state.activities.all.find(
    (activity) => activity.steps.some((id) => steps.includes(id)) && (activity.tookMs ?? 0) > everyMs,
  );
  const step = slow?.steps.find((id) => steps.includes(id));
  if (slow?.tookMs === undefined || step === undefined) return undefined;
  return {
    kind: "too-slow",
    step,
    sentence: `${mentionOf(state.subject.protocol, step)} took ${durationText(slow.tookMs)}, although nobody it asked was slow, and ${what} come every ${durationText(everyMs)}.`,
    expected: [],
    observed: `${slow.name}() took ${durationText(slow.tookMs)}`,
    culprit: whereTimeWent(state.activities.all, slow, everyMs).component,
    promised,
  };
}
