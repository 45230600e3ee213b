import { diagnostic, type Diagnostic } from "../../diagnostics/diagnostic.ts";
import type { FileDifference, FileState } from "../../host/diff-files.ts";
import { manifestPath } from "../../manifest/manifest.ts";
import { sourceFile, type SourceFile, type Span } from "../../source/source-file.ts";
import type { CompiledProject } from "./compile-project.ts";

const meaning: Partial<Record<FileState, string>> = {
  new: "missing",
  changed: "differs",
  stale: "no longer wanted",
  merged: "lacks what is new",
  moved: "has another name",
};

/** One finding for each folder of the output that is not what its diagram says now, at that diagram. */
export function notRegenerated(
  differences: readonly FileDifference[],
  { project, diagrams }: CompiledProject,
): readonly Diagnostic[] {
  const { output } = project.config;
  const folders = Map.groupBy(
    differences.filter(({ state, path }) => meaning[state] !== undefined && path !== manifestPath),
    ({ path }) => path.split("/")[0] ?? "",
  );
  const found = [...folders].map(([folder, files]) => {
    const diagram = diagrams.find(({ plan }) => plan?.folder === folder);
    const names = files.map(({ path, state }) => `${meaning[state]}: ${path.slice(folder.length + 1)}`);
    const at = diagram === undefined ? fileAt(`${output}/${files[0]?.path ?? folder}`) : startOf(diagram);
    return diagnostic("check/not-regenerated", { folder: `${output}/${folder}`, files: names }, at);
  });
  const manifest = differences.find(({ path, state }) => path === manifestPath && state !== "unchanged");
  if (found.length > 0 || manifest === undefined) return found;
  const files = [`${meaning[manifest.state]}: ${manifestPath}`];
  return [
    diagnostic("check/not-regenerated", { folder: output, files }, fileAt(`${output}/${manifestPath}`)),
  ];
}

type Place = { readonly source: SourceFile; readonly span: Span };

function fileAt(path: string): Place {
  return { source: sourceFile(path, ""), span: { start: 0, end: 0 } };
}

/** The first line of a diagram. */
function startOf({ source, interaction }: CompiledProject["diagrams"][number]): Place {
  const start = interaction?.span.start ?? 0;
  const line = source.text.slice(start).split(/\r?\n/)[0] ?? "";
  return { source, span: { start, end: start + line.length } };
}
