import { dirname, resolve } from "node:path";
import { findConfig } from "../../config/load-config.ts";
import type { Diagnostic } from "../../diagnostics/diagnostic.ts";
import type { Host } from "../../host/host.ts";
import type { CommandContext } from "../context/command-context.ts";
import { type CompiledProject, compileProject } from "../project/compile-project.ts";

/** What is known of one diagram's file: the same as `generate` makes of it and says. */
export interface Analysis {
  readonly compiled: CompiledProject;
  readonly diagnostics: readonly Diagnostic[];
}

/** Compiles a diagram as `generate` does from the folder that its configuration is in. Writes nothing. */
export async function analyse(path: string, context: CommandContext): Promise<Analysis> {
  const { value: compiled, diagnostics } = await compileProject([path], context);
  return { compiled, diagnostics };
}

/** The folder of the nearest configuration; without one, the editor's folder that the file is in, or the file's own. */
export async function projectFolder(path: string, host: Host, folders: readonly string[]): Promise<string> {
  const config = await findConfig(host.at(dirname(path)));
  if (config !== undefined) return dirname(config);
  const around = folders.filter((folder) => path.startsWith(resolve(folder)));
  return around.toSorted((a, b) => b.length - a.length)[0] ?? dirname(path);
}
