import { access, readdir } from "node:fs/promises";
import { basename, join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import type { SystemDefinition } from "../system/system-definition.ts";
import type { SystemSetup } from "../system/system-options.ts";
import { CommandError } from "./command-error.ts";

export interface LoadedSystem {
  readonly name: string;
  readonly system: SystemDefinition;
  readonly setup: SystemSetup;
}

/** What was generated for a diagram, given by its name or path, and the `system.ts` that may stand beside it. */
export async function loadSystem(diagram: string, output: string): Promise<LoadedSystem> {
  const wanted = basename(diagram.normalize("NFC")).replace(/\.(puml|plantuml|pu|iuml|wsd)$/, "");
  const folders = await readdir(output).catch(() => []);
  const folder = folders.find((name) => name.normalize("NFC") === wanted);
  const wiring = folder === undefined ? undefined : join(output, folder, "wiring.gen.ts");
  if (folder === undefined || wiring === undefined || !(await exists(wiring))) {
    const known = folders.length === 0 ? "nothing" : folders.join(", ");
    throw new CommandError(
      `There is no system of "${wanted}" in ${output}/; there is ${known}.`,
      "seqwright generate",
    );
  }
  const { system } = await importing<{ system?: SystemDefinition }>(wiring);
  if (system === undefined) throw new CommandError(`${wiring} exports no system.`, "seqwright generate");
  const beside = join(output, folder, "system.ts");
  const { setup = {} } = (await exists(beside)) ? await importing<{ setup?: SystemSetup }>(beside) : {};
  return { name: wanted, system, setup };
}

async function importing<Module>(path: string): Promise<Partial<Module>> {
  return (await import(pathToFileURL(resolve(path)).href)) as Partial<Module>;
}

async function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}
