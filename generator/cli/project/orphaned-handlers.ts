import { posix } from "node:path";
import type { CompiledDiagram } from "../../compile.ts";
import { type Diagnostic, diagnostic } from "../../diagnostics/diagnostic.ts";
import { normalised } from "../../manifest/content-hash.ts";
import type { Manifest } from "../../manifest/manifest.ts";
import { recordedText } from "../../manifest/recorded-text.ts";
import { sourceFile } from "../../source/source-file.ts";
import type { Project } from "./project.ts";

/** Handlers whose participant or diagram is gone. */
export interface OrphanedHandlers {
  /** Paths of those that nobody has touched and no other file of the developer's uses: they go. */
  readonly untouched: readonly string[];
  /** What is said of the others, which stay: at their first line. */
  readonly diagnostics: readonly Diagnostic[];
}

export interface OrphanedHandlersInput {
  readonly project: Project;
  readonly diagrams: readonly CompiledDiagram[];
  /** The folders that were looked at, below the output folder. */
  readonly folders: readonly string[];
  readonly manifest: Manifest;
  /** The developer's files, by path. */
  readonly existing: ReadonlyMap<string, string>;
}

/** Finds the handlers in these folders that no diagram asks for any more, and that did not move along with a name. */
export function orphanedHandlers(input: OrphanedHandlersInput): OrphanedHandlers {
  const { project, diagrams, folders, manifest, existing } = input;
  const wanted = new Set(
    diagrams.flatMap(({ files }) =>
      files.flatMap(({ path, from }) => [path.normalize("NFC"), from?.path ?? ""]),
    ),
  );
  const inFolders = new Set(folders.map((folder) => folder.normalize("NFC")));
  const orphans = [...existing.keys()].filter(
    (path) => path.endsWith(".handler.ts") && !wanted.has(path) && inFolders.has(folderOf(path)),
  );
  const untouched = orphans.filter((path) => isUntouched(path, manifest, existing));
  const told = orphans.filter((path) => !untouched.includes(path));
  const diagnostics = told.flatMap((path) => {
    const diagram = diagrams.find(({ plan }) => plan?.folder === folderOf(path));
    const ignored = diagram === undefined ? undefined : project.config.diagram?.[diagram.name]?.ignore;
    if (ignored?.includes("emit/orphaned-handler") === true) return [];
    const source = sourceFile(`${project.config.output}/${path}`, existing.get(path) ?? "");
    const [line = ""] = source.text.split(/\r?\n/);
    const related =
      diagram?.model === undefined
        ? []
        : [
            {
              message: "the diagram that has no such participant",
              source: diagram.source,
              span: diagram.model.span,
            },
          ];
    return [
      diagnostic(
        "emit/orphaned-handler",
        { file: source.path },
        { source, span: { start: 0, end: line.length } },
        { related },
      ),
    ];
  });
  return { untouched, diagnostics };
}

function folderOf(path: string): string {
  return path.slice(0, Math.max(0, path.indexOf("/")));
}

/** It is as it was generated, and no other file of the developer's names it. */
function isUntouched(path: string, { diagrams }: Manifest, existing: ReadonlyMap<string, string>): boolean {
  const record = diagrams.get(folderOf(path))?.handlers.get(path);
  if (record === undefined || recordedText(record.members) !== normalised(existing.get(path) ?? ""))
    return false;
  const name = `/${posix.basename(path)}`;
  return [...existing].every(([other, text]) => other === path || !text.includes(name));
}
