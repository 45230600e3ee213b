import { compile, type CompiledDiagram } from "../../compile.ts";
import { type Diagnostic, diagnostic, type Outcome } from "../../diagnostics/diagnostic.ts";
import { type CommandContext, hasErrors } from "../context/command-context.ts";
import { type Manifest, manifestPath } from "../../manifest/manifest.ts";
import { readManifest } from "../../manifest/read-manifest.ts";
import { developerFiles, openProject, type Project, readDiagrams } from "./project.ts";
import { knownTables } from "../tables/known-tables.ts";
import { sourceFile } from "../../source/source-file.ts";
import { diagramName } from "../../source/diagram-name.ts";

/** A project with the diagrams that a command is about, compiled. */
export interface CompiledProject {
  readonly project: Project;
  readonly diagrams: readonly CompiledDiagram[];
  /** Folders of the output that the command may clean of generator files which are no longer wanted. */
  readonly folders: readonly string[];
  /** What the last generation has written. */
  readonly manifest: Manifest;
  /** The developer's files in the output folder, by path. */
  readonly existing: ReadonlyMap<string, string>;
}

/** Everything that `generate`, `check`, `ir` and `explain` do before they differ. */
export async function compileProject(
  asked: readonly string[],
  context: CommandContext,
  onRead?: (path: string) => void,
): Promise<Outcome<CompiledProject>> {
  const { value: project, diagnostics: noticed } = await openProject(context);
  const manifest = readManifest(await project.output.readFile(manifestPath));
  const existing = await developerFiles(project.output);
  if (hasErrors(noticed))
    return { value: { project, diagrams: [], folders: [], manifest, existing }, diagnostics: noticed };
  // What is in memory only cannot be imported.
  await using tables = project.output.isOnDisk ? knownTables(project.host, project.output) : undefined;
  const { value: diagrams, diagnostics } = await compile({
    sources: await readDiagrams(project, asked, context, onRead),
    config: project.config,
    existing,
    manifest,
    isWhole: asked.length === 0,
    tablesOf: tables?.tablesOf,
  });
  const isWhole = asked.length === 0 && diagrams.every(({ plan }) => plan !== undefined);
  const abandoned = isWhole ? await abandonedFolders(project, diagrams) : [];
  const folders = [
    ...diagrams.flatMap(({ plan }) => (plan === undefined ? [] : [plan.folder])),
    ...abandoned,
  ];
  const moved = new Set(diagrams.flatMap(({ merge }) => merge?.merged.map(({ from }) => from) ?? []));
  const orphans = abandoned.flatMap((folder) => orphansIn(folder, existing, moved, project.config.output));
  return {
    value: { project, diagrams, folders, manifest, existing },
    diagnostics: [...noticed, ...diagnostics, ...orphans],
  };
}

/** Folders of diagrams that do not exist any more. Only asked for when all diagrams were understood. */
async function abandonedFolders(
  project: Project,
  diagrams: readonly CompiledDiagram[],
): Promise<readonly string[]> {
  const known = new Set([...project.diagramPaths.map(diagramName), ...diagrams.map(({ name }) => name)]);
  const folders = (await project.output.listFiles("."))
    .map((path) => path.split("/"))
    .filter((path) => path.length > 1);
  return [...new Set(folders.map(([folder = ""]) => folder))].filter(
    (folder) => !known.has(folder.normalize("NFC")),
  );
}

/** Handlers of a diagram that is gone, and that no new diagram took over. */
function orphansIn(
  folder: string,
  existing: ReadonlyMap<string, string>,
  moved: ReadonlySet<string>,
  output: string,
): readonly Diagnostic[] {
  const paths = [...existing.keys()].filter(
    (path) =>
      path.startsWith(`${folder.normalize("NFC")}/`) && path.endsWith(".handler.ts") && !moved.has(path),
  );
  return paths.map((path) => {
    const source = sourceFile(`${output}/${path}`, existing.get(path) ?? "");
    const [line = ""] = source.text.split(/\r?\n/);
    const at = { source, span: { start: 0, end: line.length } };
    const hint = "Move what is still needed to a handler of a diagram that is there, then delete the file.";
    return diagnostic("emit/orphaned-handler", { file: source.path }, at, { hint });
  });
}
