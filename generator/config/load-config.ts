import { dirname, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { type Diagnostic, diagnostic, type Outcome } from "../diagnostics/diagnostic.ts";
import type { Host } from "../host/host.ts";
import { shownPath } from "../host/shown-path.ts";
import { contentHash } from "../manifest/content-hash.ts";
import { type SourceFile, sourceFile } from "../source/source-file.ts";
import type { SeqwrightConfig } from "./seqwright-config.ts";
import { validateConfig } from "./validate-config.ts";

/** A project's configuration with its defaults filled in, and the folder that its paths are relative to. */
export interface LoadedConfig {
  readonly root: string;
  readonly config: SeqwrightConfig & { readonly diagrams: string; readonly output: string };
  /** The configuration file, or an empty text when the project has none. */
  readonly source: SourceFile;
  /** The configuration as a module; undefined where there is none that can be loaded. */
  readonly module?: ConfigModule;
}

/** What a configuration file has come to. */
export interface ConfigModule {
  readonly path: string;
  readonly exported: unknown;
}

export interface LoadOptions {
  /** A configuration file, instead of looking for one. */
  readonly path?: string | undefined;
  /** How a file's exports are obtained; Node strips the types of a TypeScript file itself. */
  readonly importModule?: ((path: string, text: string) => Promise<unknown>) | undefined;
}

/** The names under which a configuration is looked for, in this order. */
export const configFileNames = [
  "seqwright.config.ts",
  "seqwright.config.mts",
  "seqwright.config.js",
  "seqwright.config.mjs",
];

/** Finds the configuration of the project that a folder belongs to, imports it and checks it. */
export async function loadConfig(host: Host, options: LoadOptions = {}): Promise<Outcome<LoadedConfig>> {
  const path = options.path === undefined ? await findConfig(host) : resolve(host.root, options.path);
  if (path === undefined) return { value: withDefaults(host.root, {}, sourceFile("", "")), diagnostics: [] };
  const text = await host.readFile(path);
  const source = sourceFile(shownPath(host.root, path), text ?? "");
  const at = { source, span: { start: 0, end: 0 } };
  const outcome = (value: SeqwrightConfig, diagnostics: readonly Diagnostic[]): Outcome<LoadedConfig> => ({
    value: withDefaults(dirname(path), value, source),
    diagnostics,
  });
  if (text === undefined) return outcome({}, [diagnostic("config/not-found", { path: source.path }, at)]);

  let exported: unknown;
  try {
    exported = await (options.importModule ?? importFile)(path, text);
  } catch (error) {
    return outcome({}, [cannotLoad(error, path, source)]);
  }
  if (typeof exported !== "object" || exported === null || !("default" in exported)) {
    return outcome({}, [diagnostic("config/no-default-export", undefined, at)]);
  }
  const { value, diagnostics } = validateConfig(exported.default, source);
  const loaded = outcome(value, diagnostics);
  return { ...loaded, value: { ...loaded.value, module: { path, exported: exported.default } } };
}

/** The path of the configuration that a folder belongs to. */
export async function findConfig(host: Host): Promise<string | undefined> {
  for (let folder = host.root; ; folder = dirname(folder)) {
    for (const name of configFileNames) {
      const path = resolve(folder, name);
      if ((await host.readFile(path)) !== undefined) return path;
    }
    if (dirname(folder) === folder) return undefined;
  }
}

/** A process that goes on, as an editor's, sees each state of a file: Node imports an address once. */
function importFile(path: string, text: string): Promise<unknown> {
  const address = pathToFileURL(path).href;
  const first = imported.get(address) ?? text;
  imported.set(address, first);
  return import(first === text ? address : `${address}?state=${contentHash(text)}`);
}

/** The first state of each file that was imported. */
const imported = new Map<string, string>();

/** The line is only in the stack: first for a syntax error in TypeScript, in a frame for what the file itself throws. */
function cannotLoad(error: unknown, path: string, source: SourceFile): Diagnostic {
  const stack = error instanceof Error ? (error.stack ?? "") : "";
  const [, after = ""] = stack.split(pathToFileURL(path).href);
  const [, line = ""] = /^(?:\?state=[\w-]{1,64})?:(\d{1,9})/.exec(after) ?? [];
  const start = source.lineStarts[Number(line) - 1] ?? 0;
  const [reason = ""] = (error instanceof Error ? error.message : String(error)).trim().split("\n");
  return diagnostic("config/cannot-load", { reason }, { source, span: { start, end: start } });
}

function withDefaults(root: string, config: SeqwrightConfig, source: SourceFile): LoadedConfig {
  const { diagrams = "diagrams", output = "generated" } = config;
  return { root, config: { ...config, diagrams, output }, source };
}
