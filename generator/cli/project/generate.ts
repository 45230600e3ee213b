import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Diagnostic } from "../../diagnostics/diagnostic.ts";
import { diffFiles, type FileDifference } from "../../host/diff-files.ts";
import { countState, type WriteReport, writeFiles } from "../../host/write-files.ts";
import { fails, printDiagnostics, printJson, type StrictContext } from "../context/command-context.ts";
import { type CompiledProject, compileProject } from "./compile-project.ts";
import { exitCodes } from "../context/exit-codes.ts";
import { countCoverage, coverageText } from "../../compile.ts";
import type { Host } from "../../host/host.ts";
import { contentHash } from "../../manifest/content-hash.ts";
import { withFileLock } from "../../services/machine/file-lock.ts";
import { openProject } from "./project.ts";
import { leftAlone } from "./left-alone.ts";
import { nextManifest } from "./next-manifest.ts";
import { promisesWeakened } from "./promises-weakened.ts";
import { checkAnswered, renameAnswer } from "./rename-answer.ts";
import { type Changes, changesOf, changesSummary, changesText } from "./show-changes.ts";
import { table } from "./table.ts";

export type GenerateContext = StrictContext & {
  /** Generated files that somebody has changed are written, too. */
  readonly force: boolean;
  /** Only show what would be written. */
  readonly diff: boolean;
  /** What a person says of doubtful renames, as `Orders.markPaid=settle`. */
  readonly renamed: readonly string[];
};

/** `seqwright generate [diagrams..]`: writes the code of the diagrams and says what changed. */
export async function generate(asked: readonly string[], context: GenerateContext): Promise<number> {
  const { value: project } = await openProject(context);
  if (context.diff || !project.output.isOnDisk) return generateAlone(asked, context);
  // One after the other: what one has read, the other would replace.
  const lock = join(tmpdir(), "seqwright", `${contentHash(project.output.root)}.lock`);
  const onWait = (pid: number): void =>
    context.terminal.err(`Waiting for process ${pid}, which generates here, too.\n`);
  return withFileLock(lock, () => generateAlone(asked, context, project.output), { onWait });
}

async function generateAlone(
  asked: readonly string[],
  context: GenerateContext,
  output?: Host,
): Promise<number> {
  await output?.settle();
  const progress = (text: string): void => {
    if (context.format !== "json" && !context.diff) context.terminal.out(text);
  };
  const renamed = context.renamed.map(renameAnswer);
  const { value: compiled, diagnostics: noticed } = await compileProject(asked, context, {
    onRead: (path) => progress(`reading ${path}\n`),
    renamed,
  });
  checkAnswered(renamed, compiled);
  const wanted = compiled.diagrams.flatMap((diagram) => diagram.files);
  const options = {
    folders: compiled.folders,
    manifest: compiled.manifest,
    untouched: compiled.untouched,
    force: context.force,
    nextManifest: (files: readonly FileDifference[]) => nextManifest(compiled, files),
  };
  const { output: folder } = compiled.project;
  const report = context.diff
    ? { files: await diffFiles(wanted, folder, options) }
    : await writeFiles(wanted, folder, options);
  const diagnostics = [
    ...noticed,
    ...(await leftAlone(report.files, wanted, compiled.project)),
    ...promisesWeakened(compiled),
  ];

  if (context.diff) return showChanges(await changesOf(compiled, report.files), diagnostics, context);
  if (context.format === "json") {
    printJson(
      {
        diagrams: compiled.diagrams.map(({ name, source, counts, coverage }) => ({
          name,
          source: source.path,
          counts,
          ...(coverage === undefined ? {} : { coverage: countCoverage(coverage) }),
        })),
        files: report.files,
      },
      diagnostics,
      context,
    );
  } else {
    printDiagnostics(diagnostics, context);
    if (compiled.diagrams.length > 0) progress(`\n${overview(compiled, report)}\n`);
    progress(closing(compiled, report));
  }
  return fails(diagnostics, context) ? exitCodes.failed : exitCodes.fine;
}

/** `generate --diff`: what would be written. */
function showChanges(changes: Changes, diagnostics: readonly Diagnostic[], context: GenerateContext): number {
  if (context.format === "json") printJson({ ...changes }, diagnostics, context);
  else {
    printDiagnostics(diagnostics, context);
    if (context.format === "human") context.terminal.out(changesText(changes, context.terminal));
    // Apart from the patch, so that git can read it.
    if (context.format === "human") context.terminal.err(changesSummary(changes));
  }
  if (fails(diagnostics, context)) return exitCodes.failed;
  return changes.files.length > 0 ? exitCodes.differences : exitCodes.fine;
}

/** One row per diagram: what was read from it, and what became of its files. */
function overview({ diagrams }: CompiledProject, report: WriteReport): string {
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
  const rows = diagrams.map(({ name, counts, files }) => {
    const written = report.files.filter(({ path }) => path.startsWith(`${name.normalize("NFC")}/`));
    const states = (["new", "changed", "unchanged"] as const).map((state) => countState(written, state));
    const merged = countState(written, "merged") + countState(written, "moved");
    return [
      name,
      ...[counts.participants, counts.arrows, counts.fragments, counts.policies].map(String),
      ...[...states, merged, countState(written, "kept")].map((count) =>
        files.length === 0 ? "-" : String(count),
      ),
    ];
  });
  return table([header, ...rows]);
}

function closing({ project, diagrams }: CompiledProject, report: WriteReport): string {
  const { output } = project.config;
  const lines = report.files.flatMap(({ path, state }) =>
    state === "stale" ? [`removed ${output}/${path}`] : [],
  );
  const failed = diagrams.filter(({ files }) => files.length === 0);
  const written = ["new", "changed", "merged", "moved"] as const;
  const count = written.reduce((sum, state) => sum + countState(report.files, state), 0);
  if (count > 0) lines.push(`Wrote ${count} ${count === 1 ? "file" : "files"} to ${output}/.`);
  else if (lines.length === 0 && failed.length === 0 && report.files.length > 0) {
    lines.push(`Nothing was written: ${output}/ is up to date.`);
  }
  const names = (some: CompiledProject["diagrams"]): string => some.map(({ name }) => name).join(", ");
  const empty = failed.filter(({ interaction }) => interaction === undefined);
  const wrong = failed.filter(({ interaction }) => interaction !== undefined);
  if (empty.length > 0) lines.push(`Without a sequence diagram that can be read: ${names(empty)}.`);
  if (wrong.length > 0) lines.push(`Not written because of errors: ${names(wrong)}.`);
  const coverage = diagrams.flatMap(({ files, coverage = [] }) => (files.length === 0 ? [] : coverage));
  if (coverage.length > 0) lines.push(coverageText(countCoverage(coverage)));
  return lines.map((line) => `${line}\n`).join("");
}
