import { compile, type CompiledDiagram, type TablesOf } from "../../compile.ts";
import type { Outcome } from "../../diagnostics/diagnostic.ts";
import { type CommandContext, hasErrors } from "../context/command-context.ts";
import { type Manifest, manifestPath } from "../../manifest/manifest.ts";
import { readManifest } from "../../manifest/read-manifest.ts";
import { developerFiles, openProject, type Project, readDiagrams } from "./project.ts";
import { knownTables } from "../tables/known-tables.ts";
import type { RenameAnswer } from "../../merge/recognise/rename-answers.ts";
import { orphanedHandlers } from "./orphaned-handlers.ts";
import { diagramName } from "../../source/diagram-name.ts";

/** A project with the diagrams that a command is about, compiled. */
export interface CompiledProject {
  readonly project: Project;
  readonly diagrams: readonly CompiledDiagram[];
  /** The paths of the diagrams that were read. */
  readonly read: readonly string[];
  /** Folders of the output that the command may clean of generator files which are no longer wanted. */
  readonly folders: readonly string[];
  /** What the last generation has written. */
  readonly manifest: Manifest;
  /** The developer's files in the output folder, by path. */
  readonly existing: ReadonlyMap<string, string>;
  /** Handlers that nobody asks for any more and nobody has touched, by path. */
  readonly untouched: readonly string[];
  /** Programs of the project took part, which may have looked at anything: the systems whose migrations make its tables. */
  readonly ranPrograms: boolean;
}

export interface CompileProjectOptions {
  /** Is told of each diagram that is read. */
  readonly onRead?: (path: string) => void;
  /** What a person says of renames that are doubtful. */
  readonly renamed?: readonly RenameAnswer[];
}

/** Everything that `generate`, `check`, `ir` and `explain` do before they differ. */
export async function compileProject(
  asked: readonly string[],
  context: CommandContext,
  { onRead, renamed = [] }: CompileProjectOptions = {},
): Promise<Outcome<CompiledProject>> {
  const { value: project, diagnostics: noticed } = await openProject(context);
  const manifest = readManifest(await project.output.readFile(manifestPath));
  const existing = await developerFiles(project.output, manifest);
  if (hasErrors(noticed))
    return {
      value: {
        project,
        diagrams: [],
        read: [],
        folders: [],
        manifest,
        existing,
        untouched: [],
        ranPrograms: false,
      },
      diagnostics: noticed,
    };
  const read: string[] = [];
  const sources = await readDiagrams(project, asked, context, (path) => {
    read.push(path);
    onRead?.(path);
  });
  // What is in memory only cannot be imported.
  await using tables = project.output.isOnDisk ? knownTables(project.host, project.output) : undefined;
  let ranPrograms = false;
  const tablesOf = async (...question: Parameters<TablesOf>): ReturnType<TablesOf> => {
    ranPrograms = true;
    return tables?.tablesOf(...question);
  };
  const { value: diagrams, diagnostics } = await compile({
    sources,
    config: project.config,
    existing,
    manifest,
    isWhole: asked.length === 0,
    tablesOf: tables && tablesOf,
    renamed,
  });
  const isWhole = asked.length === 0 && diagrams.every(({ plan }) => plan !== undefined);
  const abandoned = isWhole ? await abandonedFolders(project, diagrams) : [];
  const folders = [
    ...diagrams.flatMap(({ plan }) => (plan === undefined ? [] : [plan.folder])),
    ...abandoned,
  ];
  const orphans = orphanedHandlers({ project, diagrams, folders, manifest, existing });
  return {
    value: {
      project,
      diagrams,
      read,
      folders,
      manifest,
      existing,
      untouched: orphans.untouched,
      ranPrograms,
    },
    diagnostics: [...noticed, ...diagnostics, ...orphans.diagnostics],
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
