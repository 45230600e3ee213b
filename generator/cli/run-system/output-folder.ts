import { existsSync } from "node:fs";
import { dirname, join, relative, resolve } from "node:path";
import { importing } from "./importing.ts";

const names = ["ts", "mts", "js", "mjs"].map((extension) => `seqwright.config.${extension}`);

/** Where the project's configuration has generated code written to; `generated` in this folder without one. */
export async function outputFolder(start: string): Promise<string> {
  const found = nearest(resolve(start));
  if (found === undefined) return "generated";
  const { default: config } = await importing<{ default?: { readonly output?: string } }>(found);
  return relative(start, join(dirname(found), config?.output ?? "generated"));
}

function nearest(folder: string): string | undefined {
  const found = names.map((name) => join(folder, name)).find((path) => existsSync(path));
  if (found !== undefined || dirname(folder) === folder) return found;
  return nearest(dirname(folder));
}
