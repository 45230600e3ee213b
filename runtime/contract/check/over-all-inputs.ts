import type { Scenario } from "../draw/scenario.ts";
import type { WatchedRun } from "../state/run-state.ts";
import { runInput } from "../system/run-input.ts";
import type { SystemSubject } from "../system/system-subject.ts";
import { onTestedSystem } from "./on-tested-system.ts";
import type { JudgedRuns } from "./over-all-cases.ts";
import type { Search } from "./property.ts";
import { stopwatch } from "../time/stopwatch.ts";

/** On real servers each run takes its time, and many scenarios differ only in what the world decides there. */
const scenariosMax = 40;

/**
 * Sends inputs for all of these scenarios through one system, and judges what they came to together. What was not
 * reached fails where the developer's samples claim to be complete.
 */
export function overAllInputs(
  scenarios: (subject: SystemSubject, seed: number) => readonly Scenario[],
  judge: (subject: SystemSubject, runs: readonly WatchedRun[]) => JudgedRuns,
): Search<SystemSubject> {
  return onTestedSystem(async (system, { seed, timeMs }) => {
    const { subject } = system;
    const all = scenarios(subject, seed).slice(0, scenariosMax);
    const timeIsUp = stopwatch(timeMs);
    const runs: WatchedRun[] = [];
    for (const [entry, scenario] of all.entries()) {
      if (timeIsUp()) return { unfilled: [], cut: { tried: runs.length, of: all.length } };
      runs.push(await runInput(system, { scenario, entry }));
    }
    const unfilled = runs.flatMap(({ course }) => course.unfilled);
    const { verdict, remarks } = judge(subject, runs);
    if (verdict.violation === undefined || unfilled.length > 0) return { unfilled };
    return subject.beside.samples.complete === true
      ? { counterexample: { verdict }, unfilled }
      : { remarks, unfilled };
  });
}
