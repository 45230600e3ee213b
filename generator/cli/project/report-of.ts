import { countCoverage, type CompiledDiagram } from "../../compile.ts";
import type { Outcome } from "../../diagnostics/diagnostic.ts";
import type { FileDifference } from "../../host/diff-files.ts";
import type { DiagramReport, ProjectReport } from "../report/project-report.ts";
import type { CompiledProject } from "./compile-project.ts";
import { leftAlone } from "./left-alone.ts";
import { notRegenerated } from "./not-regenerated.ts";
import { packageVersions } from "./package-versions.ts";
import { promisesWeakened } from "./promises-weakened.ts";
import { stubsLeft } from "./stubs-left.ts";

/** What is to be said of a compiled project whose files differ from those on the disk like this. */
export async function reportOf(
  { value: compiled, diagnostics }: Outcome<CompiledProject>,
  files: readonly FileDifference[],
): Promise<ProjectReport> {
  const wanted = compiled.diagrams.flatMap((diagram) => diagram.files);
  return {
    output: compiled.project.config.output,
    read: compiled.read,
    diagrams: compiled.diagrams.map(diagramReport),
    files,
    noticed: diagnostics,
    leftAlone: await leftAlone(files, wanted, compiled.project),
    notRegenerated: notRegenerated(files, compiled),
    stubs: stubsLeft(compiled),
    promises: promisesWeakened(compiled),
    versions: await packageVersions(compiled.project.host),
  };
}

function diagramReport({
  name,
  source,
  counts,
  coverage,
  interaction,
  files,
}: CompiledDiagram): DiagramReport {
  return {
    name,
    source: source.path,
    counts,
    ...(coverage === undefined ? {} : { coverage: countCoverage(coverage) }),
    isDrawn: interaction !== undefined,
    isWritten: files.length > 0,
  };
}
