import type { FileState } from "../../host/diff-files.ts";
import { hasRenames } from "../../merge/recognise/renames.ts";
import { isWritten } from "../report/is-written.ts";
import type { ProjectReport } from "../report/project-report.ts";
import type { CompiledProject } from "./compile-project.ts";

/** What becomes of a file, seen by the next run. One that went, or that stays as somebody else has it, only that run can judge. */
const next: Partial<Record<FileState, FileState>> = {
  new: "unchanged",
  changed: "unchanged",
  unchanged: "unchanged",
  merged: "kept",
  kept: "kept",
};

/**
 * What the next run will find when nothing changes but what this one has written; undefined where only that run can say,
 * as after renames, and where the diagram and the developer both changed a handler.
 */
export function settledReport(report: ProjectReport, compiled: CompiledProject): ProjectReport | undefined {
  const { diagrams, manifest, read, ranPrograms } = compiled;
  if (ranPrograms) return undefined;
  if (!report.files.some(({ state }) => isWritten(state))) return report;
  const isOpen = diagrams.some(({ merge }) => (merge?.merged ?? []).some(isTold));
  const known = new Set(read.map((path) => path.normalize("NFC")));
  const isGone = [...manifest.diagrams.values()].some(({ source }) => !known.has(source));
  if (isOpen || isGone) return undefined;
  const stateOf = ({ path, state }: ProjectReport["files"][number]): FileState | undefined =>
    state === "new" && handlers.has(path.normalize("NFC")) ? "kept" : next[state];
  const handlers = new Set(
    diagrams.flatMap(({ files }) =>
      files.flatMap(({ owner, path }) => (owner === "developer" ? [path.normalize("NFC")] : [])),
    ),
  );
  const files = report.files.flatMap((file) => {
    const state = stateOf(file);
    return state === undefined ? [] : [{ ...file, state }];
  });
  if (files.length < report.files.length) return undefined;
  const stubs = diagrams.flatMap(({ stubs }) => stubs.map(({ diagnostic }) => diagnostic));
  // The manifest has the promises of this generation now.
  return { ...report, files, notRegenerated: [], stubs, promises: [] };
}

type Merged = NonNullable<CompiledProject["diagrams"][number]["merge"]>["merged"][number];

/** Something of a merge is said in this run, and not in the next one, or not in the same words. */
function isTold({ from, path, renames, asked, notices }: Merged): boolean {
  const isDecided = notices.every(
    ({ kind }) => kind === "added" || kind === "refreshed" || kind === "removed",
  );
  return from !== path || hasRenames(renames) || asked.size > 0 || !isDecided;
}
