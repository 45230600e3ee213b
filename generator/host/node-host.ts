import { readdirSync, readFileSync } from "node:fs";
import { join, resolve, sep } from "node:path";
import { hasCode, refused } from "./confined.ts";
import { flushFiles, settleFlush, temporaryName } from "./flush-files.ts";
import type { Host } from "./host.ts";

/** The real file system, seen from a folder. */
export function nodeHost(root: string): Host {
  const absoluteRoot = resolve(root);
  return {
    root: absoluteRoot,
    at: (folder) => nodeHost(resolve(absoluteRoot, folder)),
    readFile: async (path) => readText(resolve(absoluteRoot, path)),
    listFiles: async (folder) => listBelow(absoluteRoot, toSlashes(folder)).toSorted(),
    isOnDisk: true,
    writeFiles: (files, removed = []) => flushFiles(absoluteRoot, files, removed),
    removeFiles: (paths) => flushFiles(absoluteRoot, [], paths),
    settle: () => settleFlush(absoluteRoot),
  };
}

/** Without promises, which take five times as long for many small files. */
function readText(path: string): string | undefined {
  try {
    return readFileSync(path, "utf8");
  } catch (error) {
    if (hasCode(error, "ENOENT", "ENOTDIR")) return undefined;
    throw refused("read", path, error);
  }
}

function listBelow(root: string, folder: string): readonly string[] {
  const path = resolve(root, folder);
  try {
    const entries = readdirSync(path, { recursive: true, withFileTypes: true });
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

function toSlashes(path: string): string {
  return sep === "/" ? path : path.replaceAll(sep, "/");
}
