import { positionAt } from "../../source/source-file.ts";
import type { Change, Place } from "../change.ts";

/** The line of a place, from 1. */
export function lineOf({ source, span }: Place): number {
  return positionAt(source, span.start).line;
}

/** `line 9`, `line 9 (was 8)`, `was line 8`. */
export function placeText({ before, now }: Pick<Change, "before" | "now">): string {
  if (now === undefined) return before === undefined ? "" : `was line ${lineOf(before)}`;
  const [old, line] = [before === undefined ? undefined : lineOf(before), lineOf(now)];
  return old === undefined || old === line ? `line ${line}` : `line ${line} (was ${old})`;
}
