import type { Remark } from "../report/remark.ts";
import type { Verdict } from "../report/verdict.ts";
import type { Unfilled } from "../report/violation.ts";
import type { RunState } from "../state/run-state.ts";
import type { Scenario } from "../draw/scenario.ts";
import type { Search } from "./property.ts";
import { stopwatch } from "../time/stopwatch.ts";
import type { Subject } from "../state/subject.ts";

export interface JudgedRuns {
  readonly verdict: Verdict;
  /** What was not proved, although nothing was wrong. */
  readonly remarks: readonly Remark[];
}

/** Runs all of these scenarios, and judges what they came to together. */
export function overAllCases(
  scenarios: (subject: Subject, seed: number) => readonly Scenario[],
  run: (subject: Subject, scenario: Scenario) => Promise<RunState>,
  judge: (subject: Subject, runs: readonly RunState[]) => JudgedRuns,
): Search {
  return async (subject, { seed, timeMs }) => {
    const all = scenarios(subject, seed);
    const timeIsUp = stopwatch(timeMs);
    const runs: RunState[] = [];
    for (const scenario of all) {
      if (timeIsUp())
        return { tried: runs.length, unfilled: stubsIn(runs), cut: { tried: runs.length, of: all.length } };
      const state = await run(subject, scenario);
      runs.push(state);
      if (state.course.violation?.kind === "stalled") break;
    }
    const unfilled = stubsIn(runs);
    const { verdict, remarks } = judge(subject, runs);
    const holds = verdict.violation === undefined || unfilled.length > 0;
    return { counterexample: holds ? undefined : { verdict }, tried: runs.length, unfilled, remarks };
  };
}

function stubsIn(runs: readonly RunState[]): readonly Unfilled[] {
  return runs.flatMap(({ course }) => course.unfilled);
}
