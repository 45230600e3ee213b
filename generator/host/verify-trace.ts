import { readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { hasCode } from "./confined.ts";
import { temporaryName } from "./flush-files.ts";
import { shownPath } from "./shown-path.ts";
import { bytesHash, listingHash, type Trace } from "./traced-host.ts";

/**
 * Whether a disk still is as a trace has it; then the texts of some of its files. Undefined where anything differs or
 * cannot be read, and where an interrupted write has left something. No time stamp is trusted: everything is read.
 */
export function verifyTrace(
  { files, folders, isTorn }: Trace,
  wanted: ReadonlySet<string> = new Set(),
): ReadonlyMap<string, string> | undefined {
  if (isTorn) return undefined;
  const texts = new Map<string, string>();
  try {
    for (const { root, folder, hash } of folders)
      if (listingHash(pathsBelow(root, folder)) !== hash) return undefined;
    for (const [path, hash] of files) {
      const bytes = unlessMissing(() => readFileSync(path));
      if ((bytes === undefined ? null : bytesHash(bytes)) !== hash) return undefined;
      if (bytes !== undefined && wanted.has(path)) texts.set(path, bytes.toString("utf8"));
    }
  } catch {
    return undefined; // Whatever it is, the full run says it.
  }
  return texts;
}

/** As `nodeHost` lists a folder; but what an interrupted write has left counts, and nobody has listed it. */
function pathsBelow(root: string, folder: string): readonly string[] {
  const path = resolve(root, folder);
  const entries = unlessMissing(() => readdirSync(path, { recursive: true, withFileTypes: true })) ?? [];
  return entries
    .filter((entry) => entry.isFile() || entry.isSymbolicLink() || temporaryName.test(entry.name))
    .map((entry) => shownPath(root, join(entry.parentPath, entry.name)))
    .toSorted();
}

function unlessMissing<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch (error) {
    if (hasCode(error, "ENOENT", "ENOTDIR")) return undefined;
    throw error;
  }
}
