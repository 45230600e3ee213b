import type { Verdict } from "../report/verdict.ts";
import type { Violation } from "../report/violation.ts";
import type { WatchedRun } from "./run-state.ts";

/** What there is to say of this run; `found` is what a property makes of it. */
export function verdictOf(
  { course, monitor, used }: WatchedRun,
  found: Violation | undefined = course.violation,
): Verdict {
  return {
    violation: found,
    unfilled: course.unfilled,
    trace: monitor.trace,
    used: used.lines,
    slow: course.ranOutOfPatience,
  };
}

/** What there is to say of runs on the same components; where the work of two was mixed up first, it is that. */
export function verdictOfGroup(runs: readonly [WatchedRun, ...WatchedRun[]]): Verdict {
  const failed = runs.find(({ course }) => course.violation !== undefined);
  const suspected = failed && runs.find(({ course }) => course.suspicion !== undefined);
  const told = suspected ?? failed ?? runs[0];
  const { suspicion } = told.course;
  return {
    violation: failed === undefined ? undefined : (suspicion?.violation ?? failed.course.violation),
    unfilled: runs.flatMap(({ course }) => course.unfilled),
    trace: failed === undefined || suspicion === undefined ? told.monitor.trace : suspicion.trace,
    used: runs.flatMap(({ used }, index) => used.lines.map((line) => `${index + 1}) ${line}`)),
    slow: runs.some(({ course }) => course.ranOutOfPatience),
  };
}
