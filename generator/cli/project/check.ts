import { diffFiles, type FileState } from "../../host/diff-files.ts";
import {
  fails,
  hasErrors,
  printDiagnostics,
  printJson,
  type StrictContext,
} from "../context/command-context.ts";
import { compileProject } from "./compile-project.ts";
import { nextManifest } from "./next-manifest.ts";
import { exitCodes } from "../context/exit-codes.ts";

const meaning: Partial<Record<FileState, string>> = {
  new: "missing",
  changed: "differs",
  stale: "no longer wanted",
  edited: "edited",
  foreign: "not of seqwright",
};

/** `seqwright check`: whether the generated code is what the diagrams say now. Writes nothing. */
export async function check(asked: readonly string[], context: StrictContext): Promise<number> {
  const { value: compiled, diagnostics } = await compileProject(asked, context);
  const { output, config } = compiled.project;
  const wanted = compiled.diagrams.flatMap((diagram) => diagram.files);
  const files = await diffFiles(wanted, output, {
    folders: compiled.folders,
    manifest: compiled.manifest,
    nextManifest: (differences) => nextManifest(compiled, differences),
  });
  const differences = files.filter(({ state }) => meaning[state] !== undefined);

  if (context.format === "json") {
    printJson({ differences }, diagnostics, context);
  } else {
    printDiagnostics(diagnostics, context);
    for (const { path, state } of differences)
      context.terminal.out(`${meaning[state]}: ${config.output}/${path}\n`);
    if (differences.length > 0) context.terminal.out(`Run "seqwright generate" and commit the result.\n`);
    else if (!hasErrors(diagnostics)) context.terminal.out(`${config.output}/ matches the diagrams.\n`);
  }
  if (fails(diagnostics, context)) return exitCodes.failed;
  return differences.length > 0 ? exitCodes.differences : exitCodes.fine;
}
