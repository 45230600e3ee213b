import { readdirSync } from "node:fs";
import { join, relative } from "node:path";

/** The paths of all files in a folder and its folders, in code-unit order, with "/" between their parts. */
export function filesBelow(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) =>
      relative(folder, join(entry.parentPath, entry.name)).replaceAll("\\", "/").normalize("NFC"),
    )
    .sort();
}
