import { tmpdir } from "node:os";
import { join } from "node:path";
import { writeFiles } from "../../host/write-files.ts";
import type { StrictContext } from "../context/command-context.ts";
import type { Host } from "../../host/host.ts";
import { contentHash } from "../../manifest/content-hash.ts";
import { withFileLock } from "../../services/machine/file-lock.ts";
import { printGeneration, printReading } from "../report/print-generation.ts";
import { remembering } from "../unchanged/remembering.ts";
import { compileProject } from "./compile-project.ts";
import { nextManifest } from "./next-manifest.ts";
import { openProject } from "./project.ts";
import { reportOf } from "./report-of.ts";
import { settledReport } from "./settled-report.ts";

export type GenerateContext = StrictContext & {
  /** Generated files that somebody has changed are written, too. */
  readonly force: boolean;
};

/** `seqwright generate [diagrams..]`: writes the code of the diagrams and says what changed. */
export async function generate(asked: readonly string[], context: GenerateContext): Promise<number> {
  const { value: project } = await openProject(context);
  if (!project.output.isOnDisk) return generateAlone(asked, context);
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
  const { host: cwd, remember } = remembering(context, asked);
  const outcome = await compileProject(asked, { ...context, cwd }, (path) => printReading(path, context));
  const compiled = outcome.value;
  const wanted = compiled.diagrams.flatMap((diagram) => diagram.files);
  const { files } = await writeFiles(wanted, compiled.project.output, {
    folders: compiled.folders,
    manifest: compiled.manifest,
    untouched: compiled.untouched,
    force: context.force,
    nextManifest: (differences) => nextManifest(compiled, differences),
  });
  const report = await reportOf(outcome, files);
  const exitCode = printGeneration(report, context);
  await remember(settledReport(report, compiled), compiled.project);
  return exitCode;
}
