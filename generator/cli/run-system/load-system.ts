import { access, readdir } from "node:fs/promises";
import { basename, join } from "node:path";
import type { SystemDefinition } from "../../../runtime/system/system-definition.ts";
import type { SystemSetup } from "../../../runtime/system/system-options.ts";
import { CommandError } from "./command-error.ts";
import { importing } from "./importing.ts";

export interface LoadedSystem {
  readonly name: string;
  readonly system: SystemDefinition;
  readonly setup: SystemSetup;
}

/** What was generated for a diagram, given by its name or path, and the `system.ts` that may stand beside it. */
export async function loadSystem(diagram: string, output: string): Promise<LoadedSystem> {
  const wanted = basename(diagram.normalize("NFC")).replace(/\.(puml|plantuml|pu|iuml|wsd)$/, "");
  const wired = await wiredFolders(output);
  const folder = wired.find((name) => name.normalize("NFC") === wanted);
  if (folder === undefined) {
    const known = wired.length === 0 ? "none" : wired.join(", ");
    throw new CommandError(
      `There is no system of "${wanted}" in ${output}/; there is ${known}.`,
      "seqwright generate",
    );
  }
  const wiring = join(output, folder, "wiring.gen.ts");
  const { system } = await importing<{ system?: SystemDefinition }>(wiring);
  if (system === undefined) throw new CommandError(`${wiring} exports no system.`, "seqwright generate");
  const beside = join(output, folder, "system.ts");
  const { setup = {} } = (await exists(beside)) ? await importing<{ setup?: SystemSetup }>(beside) : {};
  return { name: wanted, system, setup };
}

/** The folders that hold a system, in an order that does not depend on the machine. */
async function wiredFolders(output: string): Promise<readonly string[]> {
  const names = await readdir(output).catch(() => []);
  const wired = await Promise.all(names.map((name) => exists(join(output, name, "wiring.gen.ts"))));
  return names.filter((_, index) => wired[index]).sort();
}

async function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}
