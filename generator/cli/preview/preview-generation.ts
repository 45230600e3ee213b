import type { Diagnostic } from "../../diagnostics/diagnostic.ts";
import { diffFiles } from "../../host/diff-files.ts";
import { fails, printDiagnostics, printJson } from "../context/command-context.ts";
import { exitCodes } from "../context/exit-codes.ts";
import { compileProject } from "../project/compile-project.ts";
import type { GenerateContext } from "../project/generate-context.ts";
import { generationOptions } from "../project/generation-options.ts";
import { leftAlone } from "../project/left-alone.ts";
import { promisesWeakened } from "../project/promises-weakened.ts";
import { checkAnswered, renameAnswer } from "../project/rename-answer.ts";
import { type Changes, changesOf, changesSummary, changesText } from "./show-changes.ts";

/** `generate --diff`: says what would be written, and writes nothing. */
export async function previewGeneration(asked: readonly string[], context: GenerateContext): Promise<number> {
  const renamed = context.renamed.map(renameAnswer);
  const { value: compiled, diagnostics } = await compileProject(asked, context, { renamed });
  checkAnswered(renamed, compiled);
  const wanted = compiled.diagrams.flatMap((diagram) => diagram.files);
  const { output } = compiled.project;
  const files = await diffFiles(wanted, output, generationOptions(compiled, context));
  const all = [
    ...diagnostics,
    ...(await leftAlone(files, wanted, compiled.project)),
    ...promisesWeakened(compiled),
  ];
  return showChanges(await changesOf(compiled, files), all, context);
}

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
