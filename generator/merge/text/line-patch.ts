import { structuredPatch } from "diff";

/** A part of a text that changes, with the lines around it. */
export interface Hunk {
  /** `@@ -3,7 +3,8 @@`: where it is in both texts, in lines. */
  readonly header: string;
  /** Each begins with " ", "-" or "+"; what says that a text does not end with a line break begins with "\". */
  readonly lines: readonly string[];
}

/** Lines that may go and come; two texts that differ in more are not aligned, which would take too long. */
const changesMax = 4_000;

/** What changes from one text to another, line by line, as in a patch; one hunk of all lines where almost nothing is the same. */
export function linePatch(before: string, now: string, context = 3): readonly Hunk[] {
  if (before === now) return [];
  const patch = structuredPatch("", "", before, now, "", "", { context, maxEditLength: changesMax });
  const hunks = patch?.hunks ?? [wholly(linesOf(before), linesOf(now))];
  return hunks.map(({ oldStart, oldLines, newStart, newLines, lines }) => ({
    // Of no lines, a patch names the one before.
    header: `@@ -${oldStart - (oldLines === 0 ? 1 : 0)},${oldLines} +${newStart - (newLines === 0 ? 1 : 0)},${newLines} @@`,
    lines,
  }));
}

/** A text of which every line ends; nothing has no lines. */
export function asLines(text: string): string {
  return text === "" ? "" : `${text}\n`;
}

function linesOf(text: string): readonly string[] {
  const lines = text.split("\n");
  return lines.at(-1) === "" ? lines.slice(0, -1) : lines;
}

function wholly(before: readonly string[], now: readonly string[]) {
  const lines = [...before.map((line) => `-${line}`), ...now.map((line) => `+${line}`)];
  return { oldStart: 1, oldLines: before.length, newStart: 1, newLines: now.length, lines };
}
