import { UsageError } from "../context/usage-error.ts";
import type { CommandContext } from "../context/command-context.ts";
import type { Project } from "../project/project.ts";
import { isDiagramFile } from "../../source/diagram-name.ts";
import { type SourceFile, sourceFile } from "../../source/source-file.ts";
import { commitOf, filesAt, mergeBase } from "./git.ts";

/** One side of a comparison: diagrams with what they go by. */
export interface Side {
  /** `main`, `the working tree`, `old.puml`. */
  readonly name: string;
  readonly files: readonly { readonly key: string; readonly source: SourceFile }[];
}

/** What a side is: a file or folder on the disk, a commit, or the project as it is. */
type Named =
  | { readonly kind: "file" | "folder"; readonly path: string }
  | { readonly kind: "commit"; readonly name: string; readonly hash: string }
  | { readonly kind: "project" };

/**
 * Reads both sides of `seqwright diff`: `main`, `main..HEAD`, `main...HEAD` (since they parted), two files, two folders, two
 * revisions, or a file or folder at a revision and now. A path that is there wins over a revision of the same name.
 */
export async function readSides(
  [left, right]: readonly [string | undefined, string | undefined],
  project: Project,
  context: CommandContext,
): Promise<readonly [Side, Side]> {
  const [before, now] = await sidesOf([left, right], context);
  const path = [before, now].find((side) => side.kind === "file" || side.kind === "folder");
  const other = path !== undefined && "path" in path ? path : undefined;
  return [await readSide(before, other, project, context), await readSide(now, other, project, context)];
}

async function sidesOf(
  [left = "HEAD", right]: readonly [string | undefined, string | undefined],
  context: CommandContext,
): Promise<readonly [Named, Named]> {
  if (right !== undefined) return [await named(left, context), await named(right, context)];
  const [, from, dots, to] = /^([^]*?)(\.{2,3})([^]*)$/.exec(left) ?? [];
  if (from === undefined || to === undefined || left.startsWith(".")) {
    const advice = "To compare files or folders, name two of them.";
    return [await commit(left, context, advice), { kind: "project" }];
  }
  const [old, fresh] = [await commit(from || "HEAD", context), await commit(to || "HEAD", context)];
  if (dots === "..") return [old, fresh];
  const hash = await mergeBase(old.hash, fresh.hash, context.cwd.root);
  if (hash === undefined) throw new UsageError(`${old.name} and ${fresh.name} have no commit in common.`);
  return [{ ...old, hash }, fresh];
}

async function named(name: string, context: CommandContext): Promise<Named> {
  if ((await context.cwd.listFiles(name)).length > 0) return { kind: "folder", path: name };
  if ((await context.cwd.readFile(name)) !== undefined) return { kind: "file", path: name };
  return commit(name, context);
}

async function commit(
  name: string,
  { cwd }: CommandContext,
  advice = "",
): Promise<Named & { readonly kind: "commit" }> {
  const hash = cwd.isOnDisk ? await commitOf(name, cwd.root) : undefined;
  if (hash === undefined)
    throw new UsageError(
      `There is no ${advice === "" ? "file, folder or " : ""}git revision "${name}". ${advice}`.trim(),
    );
  return { kind: "commit", name, hash };
}

async function readSide(
  side: Named,
  other: { readonly kind: "file" | "folder"; readonly path: string } | undefined,
  { host, diagramPaths, config }: Project,
  { cwd }: CommandContext,
): Promise<Side> {
  switch (side.kind) {
    case "file":
      return { name: side.path, files: [{ key: "1", source: await read(side.path, cwd) }] };
    case "folder": {
      const paths = (await cwd.listFiles(side.path)).filter(isDiagramFile);
      const files = paths.map(async (path) => ({
        key: below(path, side.path),
        source: await read(path, cwd),
      }));
      return { name: side.path, files: await Promise.all(files) };
    }
    case "project": {
      const files = diagramPaths.map(async (path) => ({ key: path, source: await read(path, host) }));
      return { name: "the working tree", files: await Promise.all(files) };
    }
    case "commit": {
      const [path, folder] = other === undefined ? [config.diagrams, host.root] : [other.path, cwd.root];
      const isWanted = other?.kind === "file" ? () => true : isDiagramFile;
      const found = await filesAt(side.hash, path, folder, isWanted);
      const files = found.map((file) => ({
        key: other === undefined ? file.path : other.kind === "file" ? "1" : below(file.path, path),
        source: sourceFile(`${side.name}:${file.path}`.normalize("NFC"), file.text),
      }));
      return { name: side.name, files };
    }
  }
}

async function read(path: string, host: CommandContext["cwd"]): Promise<SourceFile> {
  return sourceFile(path.normalize("NFC"), (await host.readFile(path)) ?? "");
}

/** A path as it is below a folder. */
function below(path: string, folder: string): string {
  const start = `${folder.replace(/^\.\//, "").replace(/\/+$/, "")}/`;
  return path.startsWith(start) ? path.slice(start.length) : path;
}
