import { parentPort } from "node:worker_threads";
import type { SystemSetup } from "seqwright-runtime";
import type { SqlTables } from "seqwright-runtime/model";
import type { TableReader } from "seqwright-runtime/pglite";
import { toolVersion } from "../../diagnostics/tool-version.ts";
import { missingPackage } from "../../services/machine/if-installed.ts";
import { CommandError } from "../context/command-error.ts";
import { importing } from "../run/importing.ts";
import { runtimeOf } from "../run/runtime-of.ts";
import { RememberedTables } from "./remembered-tables.ts";

/** Asks about the statements of one system. */
export interface TableQuestion {
  /** The file that exports `setup`, absolute. */
  readonly system: string;
  /** The folder from which it finds packages. */
  readonly folder: string;
  /** Where answers are remembered; undefined where they are not. */
  readonly memory: string | undefined;
  /** With `$1`, `$2` …. */
  readonly statements: readonly string[];
}

export type TableAnswer =
  /** `tables` is undefined where the system has no migrations. */
  | { readonly kind: "tables"; readonly tables: SqlTables | undefined }
  /** PostgreSQL could not be started, for all systems. */
  | { readonly kind: "no-postgresql"; readonly reason: string }
  /** What is wrong with this system's own code. */
  | { readonly kind: "failed"; readonly reason: string };

let reader: Promise<TableReader> | undefined;

// A thread of its own: what the user's code leaves open ends with it, and what it takes too long for can be ended.
parentPort?.on("message", (question: TableQuestion) => {
  void answer(question).then((said) => parentPort?.postMessage(said, []));
});

async function answer({ system, folder, memory, statements }: TableQuestion): Promise<TableAnswer> {
  try {
    const { setup } = await importing<{ readonly setup?: SystemSetup }>(system);
    const migrations = setup?.migrations ?? [];
    if (migrations.length === 0) return { kind: "tables", tables: undefined };
    const remembered = new RememberedTables(memory, migrations, toolVersion());
    const known = await remembered.recall(statements);
    if (known !== undefined) return { kind: "tables", tables: known };
    try {
      await (reader ??= start(folder));
    } catch (error) {
      return { kind: "no-postgresql", reason: reasonOf(error) };
    }
    const tables = await (await reader).describe(migrations, statements);
    await remembered.keep(tables);
    return { kind: "tables", tables };
  } catch (error) {
    return { kind: "failed", reason: reasonOf(error) };
  }
}

/** By the runtime that the user's code imports; where that is not to be found, by the one beside this program. */
async function start(folder: string): Promise<TableReader> {
  const { tableReader } = await runtimeOf(folder)("seqwright-runtime/pglite").catch((error: unknown) => {
    if (missingPackage(error) !== undefined) throw error;
    return import("seqwright-runtime/pglite");
  });
  return tableReader();
}

function reasonOf(error: unknown): string {
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
  const missing = missingPackage(cause);
  if (missing !== undefined) return `the package "${missing}" is not installed`;
  return (cause === error || !(error instanceof CommandError) ? messageOf(error) : messageOf(cause))
    .replaceAll(/\s+/g, " ")
    .trim();
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
