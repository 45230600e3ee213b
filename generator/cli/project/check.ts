import type { Diagnostic } from "../../diagnostics/diagnostic.ts";
import { jsonDiagnostics } from "../../diagnostics/render-json.ts";
import { renderLines } from "../../diagnostics/render-lines.ts";
import { diffFiles } from "../../host/diff-files.ts";
import { hasErrors, printDiagnostics, printJson, type StrictContext } from "../context/command-context.ts";
import { exitCodes } from "../context/exit-codes.ts";
import { compileProject } from "./compile-project.ts";
import { differs, findingKinds, type FindingKind, sortFindings } from "./finding-kinds.ts";
import { leftAlone } from "./left-alone.ts";
import { nextManifest } from "./next-manifest.ts";
import { notRegenerated } from "./not-regenerated.ts";
import { packageVersions } from "./package-versions.ts";
import { promisesWeakened } from "./promises-weakened.ts";
import { stubsLeft } from "./stubs-left.ts";

/** `seqwright check`: whether the generated code is what the diagrams say now, and what is left to do. Writes nothing. */
export async function check(asked: readonly string[], context: StrictContext): Promise<number> {
  const { value: compiled, diagnostics } = await compileProject(asked, context);
  const { output, config, host } = compiled.project;
  const wanted = compiled.diagrams.flatMap((diagram) => diagram.files);
  const differences = await diffFiles(wanted, output, {
    folders: compiled.folders,
    manifest: compiled.manifest,
    untouched: compiled.untouched,
    nextManifest: (files) => nextManifest(compiled, files),
  });
  const all = [
    ...diagnostics,
    ...notRegenerated(differences, compiled),
    ...(await leftAlone(differences, wanted, compiled.project)),
    ...stubsLeft(compiled),
    ...promisesWeakened(compiled),
    ...(await packageVersions(host)),
  ];
  const { findings, others } = sortFindings(all);
  if (context.format === "json") {
    const fields = Object.entries(findings).map(([kind, found]) => [kind, jsonDiagnostics(found)] as const);
    const changed = differences.filter(({ state }) => state !== "unchanged" && state !== "kept");
    printJson({ differences: changed, findings: Object.fromEntries(fields) }, all, context);
  } else if (context.format === "human") {
    printDiagnostics(others, context);
    context.terminal.out(renderLines(Object.values(findings).flat(), context.terminal));
    if (!differs(findings) && !hasErrors(others))
      context.terminal.out(`${config.output}/ matches the diagrams.\n`);
  } else printDiagnostics(all, context);
  return exitCode(findings, others, context);
}

function exitCode(
  findings: Readonly<Record<FindingKind, readonly Diagnostic[]>>,
  others: readonly Diagnostic[],
  { strict, format, terminal }: StrictContext,
): number {
  if (hasErrors(others)) return exitCodes.failed;
  if (differs(findings)) return exitCodes.differences;
  const kinds = Object.keys(findingKinds) as FindingKind[];
  const isLeft =
    others.some(({ severity }) => severity === "warning") || kinds.some((kind) => findings[kind].length > 0);
  if (!strict || !isLeft) return exitCodes.fine;
  if (format === "human") terminal.err("Warnings, and what is left to do, fail, as --strict asks.\n");
  return exitCodes.failed;
}
