import { cp, mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { edited } from "./edit.ts";
import type { GenericMutant } from "./generic-mutant.ts";

/** A mutant on disk: its folder in the project has the wrong handler, and a `wiring.gen.ts` that uses it. */
export interface WrittenMutant {
  readonly mutant: GenericMutant;
  readonly name: string;
}

/** Writes copies of the folders, and beside them each mutant in a folder of its own. `project` is where they go. */
export async function writeMutants(
  root: string,
  project: string,
  mutants: readonly GenericMutant[],
): Promise<readonly WrittenMutant[]> {
  const folders = new Set(mutants.map(({ folder }) => folder));
  for (const folder of folders)
    await cp(join(root, folder), join(project, copyOf(folder)), { recursive: true });
  const written: WrittenMutant[] = [];
  for (const [index, mutant] of mutants.entries()) {
    const { folder, handler, edit } = mutant;
    const name = `m${index}`;
    const copy = copyOf(folder);
    const right = await readFile(join(root, folder, handler), "utf8");
    const wiring = await readFile(join(root, folder, "wiring.gen.ts"), "utf8");
    await mkdir(join(project, name));
    await writeFile(join(project, name, handler), elsewhere(edited(right, edit), copy));
    await writeFile(
      join(project, name, "wiring.gen.ts"),
      elsewhere(wiring, copy).replace(`from "../${copy}/${handler}"`, `from "./${handler}"`),
    );
    written.push({ mutant, name });
  }
  return written;
}

/** The name of the folder's copy in the project. */
export function copyOf(folder: string): string {
  return folder.replaceAll("/", "-");
}

function elsewhere(source: string, copy: string): string {
  return source.replaceAll('from "./', `from "../${copy}/`);
}
