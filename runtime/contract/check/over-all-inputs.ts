import type { Scenario } from "../draw/scenario.ts";
import type { WatchedRun } from "../state/run-state.ts";
import { runInput } from "../system/run-input.ts";
import type { SystemSubject } from "../system/system-subject.ts";
import { onTestedSystem } from "./on-tested-system.ts";
import type { JudgedRuns } from "./over-all-cases.ts";
import { overRoutes } from "./over-routes.ts";
import type { Search } from "./property.ts";
import { stopwatch } from "../time/stopwatch.ts";

/** On real servers each run takes its time, and many scenarios differ only in what the world decides there. */
const scenariosMax = 40;

/**
 * Sends inputs for all of these scenarios through the system, on each route through the diagram, and judges what they came to
 * together. What was not reached fails where the developer's samples claim to be complete.
 */
export function overAllInputs(
  scenarios: (subject: SystemSubject, seed: number) => readonly Scenario[],
  judge: (subject: SystemSubject, runs: readonly WatchedRun[]) => JudgedRuns,
): Search<SystemSubject> {
  return async (subject, settings) => {
    const timeIsUp = stopwatch(settings.timeMs);
    const runs: WatchedRun[] = [];
    const onRoute = onTestedSystem(async (system, { seed }) => {
      const all = scenarios(system.subject, seed).slice(0, scenariosMax);
      const before = runs.length;
      for (const [entry, scenario] of all.entries()) {
        if (timeIsUp()) return { unfilled: [], cut: { tried: entry, of: all.length } };
        runs.push(await runInput(system, { scenario, entry }));
      }
      return { unfilled: runs.slice(before).flatMap(({ course }) => course.unfilled) };
    });
    const found = await overRoutes(onRoute)(subject, settings);
    if (found.counterexample !== undefined || found.cut !== undefined) return found;
    const { unfilled } = found;
    const { verdict, remarks } = judge(subject, runs);
    if (verdict.violation === undefined || unfilled.length > 0) return { unfilled };
    return subject.beside.samples.complete === true
      ? { counterexample: { verdict }, unfilled }
      : { remarks, unfilled };
  };
}
