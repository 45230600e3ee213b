import { relative, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { missingPackage } from "../../services/machine/if-installed.ts";
import { CommandError } from "../context/command-error.ts";

/** Loads a module of the user's project. What is wrong with it is for the user to mend, so it is shown with its place. */
export async function importing<Module>(path: string): Promise<Partial<Module>> {
  try {
    return (await import(pathToFileURL(resolve(path)).href)) as Partial<Module>;
  } catch (error) {
    const missing = missingPackage(error);
    throw new CommandError(
      `${relative(".", path)} cannot be loaded:\n${place(error)}`,
      missing === undefined ? undefined : `npm install ${missing}`,
      { cause: error },
    );
  }
}

/** The message, and the line of the user's code that it is about: Node puts that before the message, or in the stack. */
function place(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const frames = (error.stack ?? "")
    .split("\n")
    .filter((line) => !/^\s+at .*(?:node:internal|cli\/run\/)/.test(line));
  return frames.slice(0, 8).join("\n") || error.message;
}
