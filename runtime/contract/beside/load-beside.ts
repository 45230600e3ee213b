import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import type { DiagramProtocol } from "../../model/diagram-protocol.ts";
import type { SystemSetup } from "../../system/system-options.ts";
import type { Samples } from "../samples.ts";

/** What a developer may write beside the handlers. */
export interface Beside {
  /** What the diagram leaves open about the running system: `setup` of `system.ts`. */
  readonly setup: SystemSetup;
  /** `samples` of `samples.ts`. */
  readonly samples: Samples;
}

/**
 * Loads `system.ts` and `samples.ts` from the folder of a contract test, given by its `import.meta.url`; each may be
 * missing. Rejects with what the file itself throws.
 */
export async function loadBeside(test: string): Promise<Beside> {
  const [{ setup = {} }, { samples = {} }] = await Promise.all([
    imported<{ setup?: SystemSetup }>("system", test),
    imported<{ samples?: Samples }>("samples", test),
  ]);
  return { setup, samples };
}

/** The diagram, with the values of `samples` among those to try. */
export function withSamples(protocol: DiagramProtocol, { samples }: Beside): DiagramProtocol {
  return { ...protocol, examples: { ...protocol.examples, ...samples.values } };
}

/** The URL of the module of this name beside a contract test; undefined where there is none. */
export function moduleBeside(name: string, test: string): URL | undefined {
  return ["ts", "js", "mts", "mjs"]
    .map((ending) => new URL(`./${name}.${ending}`, test))
    .find((file) => file.protocol === "file:" && existsSync(fileURLToPath(file)));
}

async function imported<Module extends object>(name: string, test: string): Promise<Partial<Module>> {
  const found = moduleBeside(name, test);
  return found === undefined ? {} : ((await import(/* @vite-ignore */ found.href)) as Module);
}
