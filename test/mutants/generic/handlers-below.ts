import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { type CompilerOptions, Project, type SourceFile, ts } from "ts-morph";

/** The folders with generated code and filled-in handlers, relative to the repository. */
export async function systemFolders(root: string): Promise<readonly string[]> {
  const found: string[] = [];
  for (const place of ["generated", "test/own-diagrams/generated"])
    for (const name of (await readdir(join(root, place))).sort()) found.push(`${place}/${name}`);
  return found;
}

/** The handlers of such folders, by folder, read with their types. */
export function handlersIn(
  root: string,
  folders: readonly string[],
): readonly (readonly [folder: string, handler: SourceFile])[] {
  const project = new Project({ compilerOptions });
  const handlers = folders.flatMap((folder) =>
    project
      .addSourceFilesAtPaths(join(root, folder, "*.handler.ts"))
      .map((handler) => [folder, handler] as const),
  );
  return handlers.toSorted(([, one], [, other]) => (one.getFilePath() < other.getFilePath() ? -1 : 1));
}

const compilerOptions: CompilerOptions = {
  target: ts.ScriptTarget.ES2022,
  module: ts.ModuleKind.NodeNext,
  moduleResolution: ts.ModuleResolutionKind.NodeNext,
  strict: true,
  allowImportingTsExtensions: true,
  customConditions: ["seqwright-source"],
  types: ["node"],
  noEmit: true,
};
