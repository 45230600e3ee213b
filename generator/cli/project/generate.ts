import { tmpdir } from "node:os";
import { join } from "node:path";
import { writeFiles } from "../../host/write-files.ts";
import { contentHash } from "../../manifest/content-hash.ts";
import { withFileLock } from "../../services/machine/file-lock.ts";
import { printGeneration, printReading } from "../report/print-generation.ts";
import type { ProjectReport } from "../report/project-report.ts";
import { remembering } from "../unchanged/remembering.ts";
import { type CompiledProject, compileProject } from "./compile-project.ts";
import type { GenerateContext } from "./generate-context.ts";
import { generationOptions } from "./generation-options.ts";
import { openProject } from "./project.ts";
import { checkAnswered, renameAnswer } from "./rename-answer.ts";
import { reportOf } from "./report-of.ts";
import { settledReport } from "./settled-report.ts";

/** `seqwright generate [diagrams..]`: writes the code of the diagrams and says what changed. */
export function generate(asked: readonly string[], context: GenerateContext): Promise<number> {
  return alone(context, async () => {
    const { host: cwd, remember } = remembering(context, asked);
    const onRead = (path: string): void => printReading(path, context);
    const { report, compiled } = await write(asked, { ...context, cwd }, onRead);
    const exitCode = printGeneration(report, context);
    await remember(settledReport(report, compiled), compiled.project);
    return exitCode;
  });
}

/** Does the same without a word. */
export function regenerate(asked: readonly string[], context: GenerateContext): Promise<ProjectReport> {
  return alone(context, async () => (await write(asked, context)).report);
}

/** One after the other: what one has read, the other would replace. */
async function alone<T>(context: GenerateContext, work: () => Promise<T>): Promise<T> {
  const { output } = (await openProject(context)).value;
  if (!output.isOnDisk) return work();
  const lock = join(tmpdir(), "seqwright", `${contentHash(output.root)}.lock`);
  const onWait = (pid: number): void =>
    context.terminal.err(`Waiting for process ${pid}, which generates here, too.\n`);
  const settled = async (): Promise<T> => {
    await output.settle();
    return work();
  };
  return withFileLock(lock, settled, { onWait });
}

async function write(
  asked: readonly string[],
  context: GenerateContext,
  onRead?: (path: string) => void,
): Promise<{ readonly report: ProjectReport; readonly compiled: CompiledProject }> {
  const renamed = context.renamed.map(renameAnswer);
  const outcome = await compileProject(asked, context, { ...(onRead && { onRead }), renamed });
  const compiled = outcome.value;
  checkAnswered(renamed, compiled);
  const wanted = compiled.diagrams.flatMap((diagram) => diagram.files);
  const { files } = await writeFiles(wanted, compiled.project.output, generationOptions(compiled, context));
  return { report: await reportOf(outcome, files), compiled };
}
