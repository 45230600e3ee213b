import type { Verdict } from "../report/verdict.ts";
import type { Violation } from "../report/violation.ts";
import type { RunState } from "./run-state.ts";

/** What there is to say of this run; `found` is what a property makes of it. */
export function verdictOf(
  { violation, unfilled, trace, used, ranOutOfPatience }: RunState,
  found: Violation | undefined = violation,
): Verdict {
  return { violation: found, unfilled, trace, used, slow: ranOutOfPatience };
}
