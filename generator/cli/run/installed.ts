import { missingPackage } from "../../services/machine/if-installed.ts";
import { CommandError } from "../context/command-error.ts";

/** Loads an adapter, whose client is a package that a project installs only when it needs it. */
export async function installed<Module>(load: () => Promise<Module>): Promise<Module> {
  try {
    return await load();
  } catch (error) {
    const name = missingPackage(error);
    if (name === undefined) throw error;
    throw new CommandError(`The package "${name}" is not installed.`, `npm install ${name}`);
  }
}
