import type { FileDifference, FileState } from "../../host/diff-files.ts";
import { type CoverageCounts, coverageText } from "../../plan/model/coverage.ts";
import { fails, printDiagnostics, printJson, type StrictPrinting } from "../context/command-context.ts";
import { exitCodes } from "../context/exit-codes.ts";
import type { DiagramReport, ProjectReport } from "./project-report.ts";
import { table } from "./table.ts";

/** Says what `generate` did; returns its exit code. */
export function printGeneration(report: ProjectReport, printing: StrictPrinting): number {
  const diagnostics = [...report.noticed, ...report.leftAlone, ...report.promises];
  if (printing.format === "json") {
    const diagrams = report.diagrams.map(({ name, source, counts, coverage }) => ({
      name,
      source,
      counts,
      ...(coverage === undefined ? {} : { coverage }),
    }));
    printJson({ diagrams, files: report.files }, diagnostics, printing);
  } else {
    printDiagnostics(diagnostics, printing);
    if (report.diagrams.length > 0) printing.terminal.out(`\n${overview(report)}\n`);
    printing.terminal.out(closing(report));
  }
  return fails(diagnostics, printing) ? exitCodes.failed : exitCodes.fine;
}

/** Says that a diagram is read, where a person or a log follows. */
export function printReading(path: string, { format, terminal }: StrictPrinting): void {
  if (format !== "json") terminal.out(`reading ${path}\n`);
}

/** One row per diagram: what was read from it, and what became of its files. */
function overview({ diagrams, files }: ProjectReport): string {
  const header = [
    "diagram",
    "participants",
    "arrows",
    "fragments",
    "policies",
    "new",
    "changed",
    "unchanged",
    "merged",
    "kept",
  ];
  const byFolder = Map.groupBy(files, ({ path }) => path.split("/")[0] ?? "");
  const rows = diagrams.map(({ name, counts, isWritten }) => {
    const own = byFolder.get(name.normalize("NFC")) ?? [];
    const states = (["new", "changed", "unchanged"] as const).map((state) => countState(own, state));
    const merged = countState(own, "merged") + countState(own, "moved");
    return [
      name,
      ...[counts.participants, counts.arrows, counts.fragments, counts.policies].map(String),
      ...[...states, merged, countState(own, "kept")].map((count) => (isWritten ? String(count) : "-")),
    ];
  });
  return table([header, ...rows]);
}

function closing({ output, diagrams, files }: ProjectReport): string {
  const lines = files.flatMap(({ path, state }) => (state === "stale" ? [`removed ${output}/${path}`] : []));
  const failed = diagrams.filter(({ isWritten }) => !isWritten);
  const written = ["new", "changed", "merged", "moved"] as const;
  const count = written.reduce((sum, state) => sum + countState(files, state), 0);
  if (count > 0) lines.push(`Wrote ${count} ${count === 1 ? "file" : "files"} to ${output}/.`);
  else if (lines.length === 0 && failed.length === 0 && files.length > 0) {
    lines.push(`Nothing was written: ${output}/ is up to date.`);
  }
  const names = (some: readonly DiagramReport[]): string => some.map(({ name }) => name).join(", ");
  const empty = failed.filter(({ isDrawn }) => !isDrawn);
  const wrong = failed.filter(({ isDrawn }) => isDrawn);
  if (empty.length > 0) lines.push(`Without a sequence diagram that can be read: ${names(empty)}.`);
  if (wrong.length > 0) lines.push(`Not written because of errors: ${names(wrong)}.`);
  const covered = diagrams.flatMap(({ isWritten, coverage }) => (isWritten ? (coverage ?? []) : []));
  if (covered.length > 0) lines.push(coverageText(sum(covered)));
  return lines.map((line) => `${line}\n`).join("");
}

function countState(files: readonly FileDifference[], state: FileState): number {
  return files.filter((file) => file.state === state).length;
}

function sum(counts: readonly CoverageCounts[]): CoverageCounts {
  const total = (field: keyof CoverageCounts): number =>
    counts.reduce((before, count) => before + count[field], 0);
  return {
    arrows: total("arrows"),
    code: total("code"),
    stubs: total("stubs"),
    notCovered: total("notCovered"),
  };
}
