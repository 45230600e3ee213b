import { readFileSync } from "node:fs";
import { registerHooks } from "node:module";
import { fileURLToPath, pathToFileURL } from "node:url";

export interface Evaluated {
  readonly exported: unknown;
  /** The files of the project that took part, by absolute path, as far as they were not loaded before. */
  readonly files: readonly string[];
}

/**
 * What a configuration exports now. One that asks this package for `defineConfig` alone gets that alone, because all of
 * the package takes long to load.
 */
export async function evaluateConfig(path: string): Promise<Evaluated> {
  const url = pathToFileURL(path).href;
  const isModest = asksForDefineConfig(readFileSync(path, "utf8"));
  const files: string[] = [];
  const hooks = registerHooks({
    resolve: (specifier, context, next) =>
      isModest && specifier === "seqwright" && context.parentURL === url
        ? { url: defineConfigAlone, shortCircuit: true }
        : next(specifier, context),
    load: (loaded, context, next) => {
      if (loaded.startsWith("file:") && !loaded.includes("/node_modules/")) files.push(fileURLToPath(loaded));
      return next(loaded, context);
    },
  });
  try {
    return { exported: ((await import(url)) as { readonly default?: unknown }).default, files };
  } finally {
    hooks.deregister();
  }
}

/** `defineConfig` gives back what it gets. */
const defineConfigAlone = "data:text/javascript,export const defineConfig = (config) => config;";

/** The package is named once, in the usual import. */
function asksForDefineConfig(text: string): boolean {
  const plain = text.replaceAll("'", '"');
  return (
    plain.includes('import { defineConfig } from "seqwright"') && plain.split('"seqwright"').length === 2
  );
}
