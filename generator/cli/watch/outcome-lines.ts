import type { Diagnostic } from "../../diagnostics/diagnostic.ts";
import { countSeverities, printable } from "../../diagnostics/render-human.ts";
import { positionAt } from "../../source/source-file.ts";
import { isWritten } from "../report/is-written.ts";
import type { ProjectReport } from "../report/project-report.ts";

/**
 * What became of a project, a line for each diagram: `shop: wrote ports.gen.ts and steps.gen.ts; 1 warning`. Of those that
 * nobody asked for, only where something was written or is wrong.
 */
export function outcomeLines(report: ProjectReport, isAsked: (source: string) => boolean): readonly string[] {
  const written = report.files.filter(({ path, state }) => path.includes("/") && isWritten(state));
  const folders = Map.groupBy(written, ({ path }) => path.slice(0, path.indexOf("/")));
  const noticed = Map.groupBy(
    [...report.noticed, ...report.leftAlone, ...report.promises],
    ({ source }) => source.path,
  );
  const lines: string[] = [];
  for (const { name, source } of report.diagrams) {
    const files = folders.get(name.normalize("NFC")) ?? [];
    const diagnostics = noticed.get(source) ?? [];
    folders.delete(name.normalize("NFC"));
    noticed.delete(source);
    if (!isAsked(source) && files.length === 0 && errorOf(diagnostics) === undefined) continue;
    const paths = files.map(({ path }) => path.slice(path.indexOf("/") + 1));
    lines.push(`${name}: ${[...actions(paths, diagnostics), ...counted(diagnostics)].join("; ")}`);
  }
  for (const [folder, files] of folders)
    lines.push(`${folder}: removed ${inWords(files.map(({ path }) => path))}`);
  for (const diagnostics of noticed.values())
    if (errorOf(diagnostics) !== undefined) lines.push(counted(diagnostics).join("; "));
  return lines.map(printable);
}

function actions(paths: readonly string[], diagnostics: readonly Diagnostic[]): readonly string[] {
  if (paths.length > 0) return [`wrote ${inWords(paths)}`];
  return errorOf(diagnostics) === undefined ? ["up to date"] : [];
}

/** `1 error, 2 warnings; diagrams/shop.puml:3:1 - error …` */
function counted(diagnostics: readonly Diagnostic[]): readonly string[] {
  if (diagnostics.length === 0) return [];
  const error = errorOf(diagnostics);
  if (error === undefined) return [countSeverities(diagnostics)];
  const { line, column } = positionAt(error.source, error.span.start);
  return [
    countSeverities(diagnostics),
    `${error.source.path}:${line}:${column} - error ${error.code}: ${error.message}`,
  ];
}

function errorOf(diagnostics: readonly Diagnostic[]): Diagnostic | undefined {
  return diagnostics.find(({ severity }) => severity === "error");
}

const shownMax = 3;

function inWords(names: readonly string[]): string {
  if (names.length > shownMax) return `${names.length} files`;
  return names.length === 1 ? names.join("") : `${names.slice(0, -1).join(", ")} and ${names.at(-1) ?? ""}`;
}
