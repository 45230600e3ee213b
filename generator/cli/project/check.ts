import { diffFiles } from "../../host/diff-files.ts";
import type { StrictContext } from "../context/command-context.ts";
import { remembering } from "../unchanged/remembering.ts";
import { compileProject } from "./compile-project.ts";
import { generationOptions } from "./generation-options.ts";
import { printCheck } from "../report/print-check.ts";
import { reportOf } from "./report-of.ts";

/** `seqwright check`: whether the generated code is what the diagrams say now, and what is left to do. Writes nothing. */
export async function check(asked: readonly string[], context: StrictContext): Promise<number> {
  const { host: cwd, remember } = remembering(context, asked);
  const outcome = await compileProject(asked, { ...context, cwd });
  const compiled = outcome.value;
  const wanted = compiled.diagrams.flatMap((diagram) => diagram.files);
  const options = generationOptions(compiled, { force: false });
  const differences = await diffFiles(wanted, compiled.project.output, options);
  const report = await reportOf(outcome, differences);
  const exitCode = printCheck(report, context);
  await remember(compiled.ranPrograms ? undefined : report, compiled.project);
  return exitCode;
}
