import { createRequire } from "node:module";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type * as chaos from "seqwright-runtime/chaos";
import type * as connect from "seqwright-runtime/connect";
import type * as kafka from "seqwright-runtime/kafka";
import type * as opentelemetry from "seqwright-runtime/opentelemetry";
import type * as pglite from "seqwright-runtime/pglite";
import type * as main from "seqwright-runtime";
import { CommandError } from "../context/command-error.ts";

/** What `run` and `chaos` take from the runtime, by entry. */
export interface RuntimeEntries {
  readonly "seqwright-runtime": typeof main;
  readonly "seqwright-runtime/chaos": typeof chaos;
  readonly "seqwright-runtime/connect": typeof connect;
  readonly "seqwright-runtime/kafka": typeof kafka;
  readonly "seqwright-runtime/opentelemetry": typeof opentelemetry;
  readonly "seqwright-runtime/pglite": typeof pglite;
}

/** Loads an entry of the runtime. */
export type Runtime = <Entry extends keyof RuntimeEntries>(entry: Entry) => Promise<RuntimeEntries[Entry]>;

/**
 * The runtime that code in this folder imports. Another copy of it, such as the one beside this program, would not know
 * its error classes.
 */
export function runtimeOf(folder: string): Runtime {
  const { resolve } = createRequire(join(folder, "package.json"));
  return async (entry) => import(pathToFileURL(located(entry, resolve, folder)).href);
}

function located(entry: string, resolve: (entry: string) => string, folder: string): string {
  try {
    return resolve(entry);
  } catch (cause) {
    throw new CommandError(
      `The package "seqwright-runtime" is not installed where ${folder} can import it.`,
      "npm install seqwright-runtime",
      { cause },
    );
  }
}
