import { join, relative } from "node:path";
import type { SystemDefinition, SystemSetup } from "seqwright-runtime";
import type { Host } from "../../host/host.ts";
import { diagramName } from "../../source/diagram-name.ts";
import { CommandError } from "../context/command-error.ts";
import { importing } from "./importing.ts";

export interface LoadedSystem {
  readonly name: string;
  /** Below the output folder. */
  readonly folder: string;
  readonly system: SystemDefinition;
  readonly setup: SystemSetup;
}

const wiringFile = "wiring.gen.ts";

/** What was generated for a diagram, given by its name or path, and the `system.ts` that may stand beside it. */
export async function loadSystem(diagram: string, output: Host): Promise<LoadedSystem> {
  const name = diagramName(diagram);
  const folder = await wiredFolder(name, output);
  const wiring = join(output.root, folder, wiringFile);
  const { system } = await importing<{ system?: SystemDefinition }>(wiring);
  if (system === undefined)
    throw new CommandError(`${relative(".", wiring)} exports no system.`, "seqwright generate");
  const isSetUp = (await output.readFile(`${folder}/system.ts`)) !== undefined;
  const { setup = {} } = isSetUp
    ? await importing<{ setup?: SystemSetup }>(join(output.root, folder, "system.ts"))
    : {};
  return { name, folder, system, setup };
}

/** The folder of a diagram that has a system. */
async function wiredFolder(name: string, output: Host): Promise<string> {
  const files = await output.listFiles(".");
  const wired = files
    .filter((path) => path.endsWith(`/${wiringFile}`))
    .map((path) => path.slice(0, -wiringFile.length - 1));
  const folder = wired.find((each) => each.normalize("NFC") === name);
  if (folder !== undefined) return folder;
  throw new CommandError(
    `There is no system of "${name}" in ${relative(".", output.root)}/; there is ${wired.join(", ") || "none"}.`,
    "seqwright generate",
  );
}
