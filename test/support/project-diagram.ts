import { readdirSync, readFileSync } from "node:fs";
import { compile, type CompiledDiagram } from "../../generator/compile.ts";
import type { Diagnostic } from "../../generator/diagnostics/diagnostic.ts";
import { sourceFile } from "../../generator/source/source-file.ts";
import config from "../../seqwright.config.ts";

/** The names of the diagrams in diagrams/. */
export const projectDiagrams: readonly string[] = readdirSync("diagrams")
  .map((file) => file.normalize("NFC").replace(/\.puml$/, ""))
  .sort();

export interface ProjectDiagram extends CompiledDiagram {
  readonly diagnostics: readonly Diagnostic[];
}

/** One of the project's own diagrams, compiled with the project's own configuration as if no handler were there yet. */
export async function projectDiagram(
  name: string,
  existing: ReadonlyMap<string, string> = new Map(),
): Promise<ProjectDiagram> {
  const file = readdirSync("diagrams").find((entry) => entry.normalize("NFC") === `${name}.puml`);
  const source = sourceFile(`diagrams/${name}.puml`, readFileSync(`diagrams/${file ?? name}`, "utf8"));
  const { value, diagnostics } = await compile({ sources: [source], config, existing });
  const [diagram] = value;
  if (diagram === undefined) throw new Error(`${name} was not compiled`);
  return { ...diagram, diagnostics };
}
