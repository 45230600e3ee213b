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
