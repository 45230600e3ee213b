import { randomBytes } from "node:crypto";
import { mkdir, readdir, readFile, realpath, rename, rm, rmdir, writeFile } from "node:fs/promises";
import { dirname, join, resolve, sep } from "node:path";
import { type FileContent, type Host, HostError } from "./host.ts";
import { safePath } from "./safe-path.ts";

const temporaryName = /^\.seqwright-[0-9a-f]+\.tmp$/;

/** The real file system, seen from a folder. */
export function nodeHost(root: string): Host {
  const absoluteRoot = resolve(root);
  return {
    root: absoluteRoot,
    at: (folder) => nodeHost(resolve(absoluteRoot, folder)),
    readFile: (path) => readText(resolve(absoluteRoot, path)),
    listFiles: async (folder) => (await listBelow(absoluteRoot, toSlashes(folder))).toSorted(),
    writeFiles: (files) => writeAll(absoluteRoot, files),
    removeFiles: (paths) => removeAll(absoluteRoot, paths),
  };
}

async function readText(path: string): Promise<string | undefined> {
  try {
    return await readFile(path, "utf8");
  } catch (error) {
    if (hasCode(error, "ENOENT", "ENOTDIR")) return undefined;
    throw refused("read", path, error);
  }
}

async function listBelow(root: string, folder: string): Promise<readonly string[]> {
  const path = resolve(root, folder);
  try {
    const entries = await readdir(path, { recursive: true, withFileTypes: true });
    return entries
      .filter((entry) => (entry.isFile() || entry.isSymbolicLink()) && !temporaryName.test(entry.name))
      .map((entry) =>
        toSlashes(
          join(entry.parentPath, entry.name)
            .slice(root.length)
            .replace(/^[/\\]/, ""),
        ),
      );
  } catch (error) {
    if (hasCode(error, "ENOENT", "ENOTDIR")) return [];
    throw refused("list", path, error);
  }
}

/** Everything is first written next to its place under another name; only then are the names changed. */
async function writeAll(root: string, files: readonly FileContent[]): Promise<void> {
  const moves: { readonly from: string; readonly to: string }[] = [];
  try {
    for (const file of files) {
      const to = await confined(root, file.path);
      const from = join(dirname(to), `.seqwright-${randomBytes(8).toString("hex")}.tmp`);
      moves.push({ from, to });
      // "wx": never write through something that is already there, such as a planted link.
      await writeFile(from, file.content, { encoding: "utf8", flag: "wx" });
    }
    for (const { from, to } of moves) await rename(from, to);
  } catch (error) {
    await Promise.all(moves.map(({ from }) => rm(from, { force: true }).catch(() => undefined)));
    throw error instanceof HostError ? error : refused("write", moves.at(-1)?.to ?? root, error);
  }
}

async function removeAll(root: string, paths: readonly string[]): Promise<void> {
  for (const path of paths) {
    const target = await confined(root, path);
    await rm(target, { force: true });
    await removeEmptyFolders(root, dirname(target));
  }
}

async function removeEmptyFolders(root: string, folder: string): Promise<void> {
  if (folder === root || !folder.startsWith(root)) return;
  try {
    await rmdir(folder);
  } catch {
    return; // Not empty, or in use: then it stays.
  }
  await removeEmptyFolders(root, dirname(folder));
}

/** The absolute place of an output path, its folder made, once it is certain that no link leads out of the root. */
async function confined(root: string, path: string): Promise<string> {
  const target = join(root, safePath(path));
  try {
    await mkdir(root, { recursive: true });
    const realRoot = await realpath(root);
    // Level by level, because making the whole path at once would already follow a link to somewhere else.
    let folder = root;
    for (const name of dirname(target).slice(root.length).split(sep).filter(Boolean)) {
      folder = join(folder, name);
      await mkdir(folder).catch((error: unknown) => {
        if (!hasCode(error, "EEXIST")) throw error;
      });
      const real = await realpath(folder);
      if (!real.startsWith(realRoot + sep)) {
        throw new HostError(`Cannot write ${target}: ${folder} is a link to ${real}, outside ${root}.`);
      }
    }
    return target;
  } catch (error) {
    throw error instanceof HostError ? error : refused("write", target, error);
  }
}

function refused(action: string, path: string, cause: unknown): HostError {
  const reason = cause instanceof Error ? cause.message : String(cause);
  return new HostError(`Cannot ${action} ${path}: ${reason}`, { cause });
}

function hasCode(error: unknown, ...codes: readonly string[]): boolean {
  return error instanceof Error && "code" in error && codes.includes(String(error.code));
}

function toSlashes(path: string): string {
  return sep === "/" ? path : path.replaceAll(sep, "/");
}
