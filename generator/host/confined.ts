import { mkdirSync, realpathSync } from "node:fs";
import { rmdir } from "node:fs/promises";
import { dirname, join, sep } from "node:path";
import { HostError } from "./host.ts";
import { safePath } from "./safe-path.ts";

/** Removes a folder and those around it, up to the root, as far as they are empty. */
export async function removeEmptyFolders(root: string, folder: string): Promise<void> {
  if (folder === root || !folder.startsWith(root)) return;
  try {
    await rmdir(folder);
  } catch {
    return; // Not empty, or in use: then it stays.
  }
  await removeEmptyFolders(root, dirname(folder));
}

/**
 * Gives the absolute places of output paths, their folders made, once it is certain that no link leads out of the root.
 * Each folder is looked at once. Without promises, because of many files these take longer than the disk.
 */
export function confinement(root: string): (path: string) => string {
  const seen = new Set<string>([root]);
  let realRoot: string | undefined;
  const enter = (folder: string, target: string): void => {
    if (seen.has(folder)) return;
    // Level by level, because making the whole path at once would already follow a link to somewhere else.
    enter(dirname(folder), target);
    mkdirSync(folder, { recursive: true });
    const real = realpathSync(folder);
    if (!real.startsWith(realRoot + sep))
      throw new HostError(`Cannot write ${target}: ${folder} is a link to ${real}, outside ${root}.`);
    seen.add(folder);
  };
  return (path) => {
    const target = join(root, safePath(path));
    try {
      if (realRoot === undefined) mkdirSync(root, { recursive: true });
      realRoot ??= realpathSync(root);
      enter(dirname(target), target);
      return target;
    } catch (error) {
      throw error instanceof HostError ? error : refused("write", target, error);
    }
  };
}
/** What is said when the file system refuses. */
export function refused(action: string, path: string, cause: unknown): HostError {
  const reason = cause instanceof Error ? cause.message : String(cause);
  return new HostError(`Cannot ${action} ${path}: ${reason}`, { cause });
}

export function hasCode(error: unknown, ...codes: readonly string[]): boolean {
  return error instanceof Error && "code" in error && codes.includes(String(error.code));
}
