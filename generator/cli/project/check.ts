import { diffFiles } from "../../host/diff-files.ts";
import type { StrictContext } from "../context/command-context.ts";
import { remembering } from "../unchanged/remembering.ts";
import { compileProject } from "./compile-project.ts";
import { nextManifest } from "./next-manifest.ts";
import { printCheck } from "../report/print-check.ts";
import { reportOf } from "./report-of.ts";

/** `seqwright check`: whether the generated code is what the diagrams say now, and what is left to do. Writes nothing. */
export async function check(asked: readonly string[], context: StrictContext): Promise<number> {
  const { host: cwd, remember } = remembering(context, asked);
  const outcome = await compileProject(asked, { ...context, cwd });
  const compiled = outcome.value;
  const wanted = compiled.diagrams.flatMap((diagram) => diagram.files);
  const differences = await diffFiles(wanted, compiled.project.output, {
    folders: compiled.folders,
    manifest: compiled.manifest,
    untouched: compiled.untouched,
    nextManifest: (files) => nextManifest(compiled, files),
  });
  const report = await reportOf(outcome, differences);
  const exitCode = printCheck(report, context);
  await remember(report, compiled.project);
  return exitCode;
}
