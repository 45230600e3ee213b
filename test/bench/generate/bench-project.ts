import { mkdir, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { temporaryFolder } from "../../support/temporary-folder.ts";
import { benchDiagram } from "./bench-diagram.ts";

/** A project with so many different diagrams, and nothing generated. */
export interface BenchProject extends AsyncDisposable {
  readonly path: string;
  /** The first diagram, by absolute path. */
  readonly first: string;
  /** As it is before anything is generated. */
  reset(): Promise<void>;
}

export async function benchProject(diagrams: number): Promise<BenchProject> {
  const folder = await temporaryFolder();
  const diagramPath = (number: number): string => join(folder.path, `diagrams/d-${number}.puml`);
  // Where runs are kept.
  await mkdir(join(folder.path, "node_modules"));
  await mkdir(join(folder.path, "diagrams"));
  for (let number = 1; number <= diagrams; number += 1)
    await writeFile(diagramPath(number), benchDiagram(number));
  const { path } = folder;
  return {
    path,
    first: diagramPath(1),
    reset: async () => {
      await rm(join(path, "generated"), { recursive: true, force: true });
      await rm(join(path, "node_modules/.cache"), { recursive: true, force: true });
    },
    [Symbol.asyncDispose]: () => folder[Symbol.asyncDispose](),
  };
}
