import { mkdir, realpath, rmdir } from "node:fs/promises";
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

/** The absolute place of an output path, its folder made, once it is certain that no link leads out of the root. */
export async function confined(root: string, path: string): Promise<string> {
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

/** What is said when the file system refuses. */
export function refused(action: string, path: string, cause: unknown): HostError {
  const reason = cause instanceof Error ? cause.message : String(cause);
  return new HostError(`Cannot ${action} ${path}: ${reason}`, { cause });
}

export function hasCode(error: unknown, ...codes: readonly string[]): boolean {
  return error instanceof Error && "code" in error && codes.includes(String(error.code));
}
