import { NotImplementedError } from "../../errors/errors.ts";
import type { WatchedRun } from "./run-state.ts";
import { framesOf } from "../report/stack-frames.ts";
import type { Unfilled } from "../report/violation.ts";

/** The stub behind an error, however often it was wrapped on the way. */
export function unfilledIn(error: unknown): Unfilled | undefined {
  for (
    let current = error, depth = 0;
    current instanceof Error && depth < 8;
    current = current.cause, depth += 1
  ) {
    // The first frame is where the stub says `throw new NotImplementedError(…)`.
    if (current instanceof NotImplementedError) return { what: current.what, location: framesOf(current)[0] };
  }
  return undefined;
}

/** Ends the run when the error comes from a stub: that is no violation, the work has just not been done yet. */
export function noteUnfilled(state: WatchedRun, error: unknown): boolean {
  const unfilled = unfilledIn(error);
  if (unfilled === undefined) return false;
  state.course.meetStub(unfilled);
  return true;
}
