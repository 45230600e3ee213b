import { symlink, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { temporaryFolder } from "../support/temporary-folder.ts";

/** A temporary project beside which the packages of this repository are installed; goes away with `await using`. */
export async function corpusProject(): Promise<AsyncDisposable & { readonly path: string }> {
  const folder = await temporaryFolder();
  const packages = join(import.meta.dirname, "../../node_modules");
  await symlink(packages, join(folder.path, "node_modules"), "junction");
  await writeFile(join(folder.path, "package.json"), `{ "private": true, "type": "module" }\n`);
  return folder;
}
