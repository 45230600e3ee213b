import { existsSync } from "node:fs";
import { dirname, join } from "node:path";

/**
 * The program of the package `seqwright`: of the folder that is configured, or else of the nearest `node_modules` around
 * the first of some folders that has one.
 */
export function findCommand(folders: readonly string[], configured: string): string | undefined {
  const candidates =
    configured === ""
      ? folders.flatMap((folder) => around(folder).map((one) => join(one, "node_modules", "seqwright")))
      : [configured];
  return candidates.map((folder) => join(folder, "bin", "seqwright.js")).find((path) => existsSync(path));
}

function around(folder: string): readonly string[] {
  const parent = dirname(folder);
  return parent === folder ? [folder] : [folder, ...around(parent)];
}
