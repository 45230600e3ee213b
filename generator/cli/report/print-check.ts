import type { Diagnostic } from "../../diagnostics/diagnostic.ts";
import { jsonDiagnostics } from "../../diagnostics/render-json.ts";
import { renderLines } from "../../diagnostics/render-lines.ts";
import { hasErrors, printDiagnostics, printJson, type StrictPrinting } from "../context/command-context.ts";
import { exitCodes } from "../context/exit-codes.ts";
import { differs, findingKinds, type FindingKind, sortFindings } from "./finding-kinds.ts";
import type { ProjectReport } from "./project-report.ts";

/** Says what `check` found; returns its exit code. */
export function printCheck(report: ProjectReport, printing: StrictPrinting): number {
  const { noticed, notRegenerated, leftAlone, stubs, promises, versions } = report;
  const all = [...noticed, ...notRegenerated, ...leftAlone, ...stubs, ...promises, ...versions];
  const { findings, others } = sortFindings(all);
  if (printing.format === "json") {
    const fields = Object.entries(findings).map(([kind, found]) => [kind, jsonDiagnostics(found)] as const);
    const changed = report.files.filter(({ state }) => state !== "unchanged" && state !== "kept");
    printJson({ differences: changed, findings: Object.fromEntries(fields) }, all, printing);
  } else if (printing.format === "human") {
    printDiagnostics(others, printing);
    printing.terminal.out(renderLines(Object.values(findings).flat(), printing.terminal));
    if (!differs(findings) && !hasErrors(others))
      printing.terminal.out(`${report.output}/ matches the diagrams.\n`);
  } else printDiagnostics(all, printing);
  return exitCode(findings, others, printing);
}

function exitCode(
  findings: Readonly<Record<FindingKind, readonly Diagnostic[]>>,
  others: readonly Diagnostic[],
  { strict, format, terminal }: StrictPrinting,
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
