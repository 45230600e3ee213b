import { relative } from "node:path";
import { fileURLToPath } from "node:url";
import { NotImplementedError } from "../errors.ts";
import type { RunState } from "./run-state.ts";
import type { Unfilled } from "./violation.ts";

/** The stub behind an error, however often it was wrapped on the way. */
export function unfilledIn(error: unknown): Unfilled | undefined {
  for (
    let current = error, depth = 0;
    current instanceof Error && depth < 8;
    current = current.cause, depth += 1
  ) {
    if (current instanceof NotImplementedError) return { what: current.what, location: locationOf(current) };
  }
  return undefined;
}

/** Ends the run when the error comes from a stub: that is no violation, the work has just not been done yet. */
export function noteUnfilled(state: RunState, error: unknown): boolean {
  const unfilled = unfilledIn(error);
  if (unfilled === undefined) return false;
  state.unfilled.push(unfilled);
  state.happened += 1;
  state.over = true;
  return true;
}

// The first frame is where the stub says `throw new NotImplementedError(…)`.
function locationOf(error: Error): string | undefined {
  const frame = error.stack
    ?.split("\n")
    .find((line) => /^\s+at /.test(line) && !line.includes("new NotImplementedError"));
  const place = /\(?((?:file:\/\/)?[^()\s][^()]*?):(\d+):\d+\)?$/.exec(
    frame?.replace(/^\s+at (?:async )?/, "") ?? "",
  );
  if (place === null) return undefined;
  const [, file = "", line = ""] = place;
  const bare = file.replace(/^.* \(/, "");
  const path = bare.startsWith("file://") ? fileURLToPath(bare) : bare;
  return `${relative(process.cwd(), path).replaceAll("\\", "/")}:${line}`;
}
