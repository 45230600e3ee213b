import pico from "picocolors";
import { printable } from "../../diagnostics/render-human.ts";
import type { FileDifference } from "../../host/diff-files.ts";
import { normalised } from "../../manifest/content-hash.ts";
import { manifestPath } from "../../manifest/manifest.ts";
import { type OfferedChange, offeredChanges } from "../../merge/offered-changes.ts";
import { type Hunk, linePatch } from "../../merge/text/line-patch.ts";
import type { Terminal } from "../context/terminal.ts";
import type { CompiledProject } from "./compile-project.ts";

/** What `generate` would do, shown instead of done. */
export interface Changes {
  /** Files that would be written, moved or removed. */
  readonly files: readonly FileChange[];
  /** What the diagram asks for in methods that their developer has changed: it would not be written. */
  readonly offered: readonly OfferedChange[];
}

export interface FileChange extends FileDifference {
  /** With the output folder; undefined where there is no such file. */
  readonly before: string | undefined;
  readonly now: string | undefined;
  /** Empty for the manifest, whose text is for the generator. */
  readonly hunks: readonly Hunk[];
}

const changing = new Set(["new", "changed", "merged", "moved", "stale"]);

/** Compares what is wanted with what is there, line by line. */
export async function changesOf(
  { project, diagrams }: CompiledProject,
  differences: readonly FileDifference[],
): Promise<Changes> {
  const { output, config } = project;
  const wanted = new Map(
    diagrams.flatMap(({ files }) => files.map((file) => [file.path.normalize("NFC"), file] as const)),
  );
  const files: FileChange[] = [];
  for (const { path, state } of differences) {
    if (!changing.has(state)) continue;
    const file = wanted.get(path.normalize("NFC"));
    const from = state === "moved" ? (file?.from?.path ?? path) : path;
    const [before, now] = [await output.readFile(from), file?.content];
    const isShown = path !== manifestPath;
    files.push({
      path,
      state,
      before: before === undefined ? undefined : `${config.output}/${from}`,
      now: state === "stale" ? undefined : `${config.output}/${path}`,
      hunks: isShown ? linePatch(normalised(before ?? ""), normalised(now ?? "")) : [],
    });
  }
  const shown = (path: string): string => `${config.output}/${path}`;
  const offered = diagrams.flatMap(({ merge, model }) =>
    merge === undefined || model === undefined ? [] : offeredChanges(merge, model, shown),
  );
  return { files, offered };
}

/** The changes as a patch that git reads, and behind it what is offered. */
export function changesText({ files, offered }: Changes, { color, isInteractive }: Terminal): string {
  const colors = pico.createColors(color);
  const clean = (line: string): string => (isInteractive ? printable(line) : line);
  const coloured = (line: string): string =>
    line.startsWith("+")
      ? colors.green(clean(line))
      : line.startsWith("-")
        ? colors.red(clean(line))
        : clean(line);
  const hunkLines = (hunks: readonly Hunk[]): readonly string[] =>
    hunks.flatMap(({ header, lines }) => [colors.cyan(header), ...lines.map(coloured)]);
  const patches = files.flatMap(({ before, now, hunks }) => {
    const [old, fresh] = [before ?? now ?? "", now ?? before ?? ""];
    const moved = before !== undefined && now !== undefined && before !== now;
    if (hunks.length === 0 && !moved) return [];
    return [
      colors.bold(clean(`diff --git a/${old} b/${fresh}`)),
      ...(before === undefined ? ["new file mode 100644"] : []),
      ...(now === undefined ? ["deleted file mode 100644"] : []),
      ...(moved ? [`rename from ${clean(before)}`, `rename to ${clean(now)}`] : []),
      ...(hunks.length === 0
        ? []
        : [
            clean(`--- ${before === undefined ? "/dev/null" : `a/${before}`}`),
            clean(`+++ ${now === undefined ? "/dev/null" : `b/${now}`}`),
          ]),
      ...hunkLines(hunks),
    ];
  });
  const offers = offered.flatMap(({ place, file, member, before, now }) => [
    "",
    clean(`${place}: offered for "${member}" in ${file}, which you have changed:`),
    ...hunkLines(linePatch(before, now)).map((line) => `  ${line}`),
  ]);
  return [...patches, ...offers].map((line) => `${line}\n`).join("");
}

/** How much would be written. */
export function changesSummary({ files, offered }: Changes): string {
  const count = (some: readonly unknown[], word: string): string =>
    `${some.length} ${word}${some.length === 1 ? "" : "s"}`;
  const written = files.length === 0 ? "Nothing would be written." : `${count(files, "file")} would change.`;
  return `${written}${offered.length === 0 ? "" : ` ${count(offered, "change")} would be offered.`}\n`;
}
