import { existsSync } from "node:fs";
import { once } from "node:events";
import { join } from "node:path";
import { Worker } from "node:worker_threads";
import type { TablesOf } from "../../compile.ts";
import type { Host } from "../../host/host.ts";
import type { TableAnswer, TableQuestion } from "./table-worker.ts";

/** Whom `compile` asks about tables. It starts nothing before it is asked, and takes no more from a system than its migrations. */
export interface KnownTables extends AsyncDisposable {
  readonly tablesOf: TablesOf;
}

// The condition by which package names mean their sources counts there, too.
const isSource = import.meta.url.endsWith(".ts");
const program = new URL(isSource ? "./table-worker.ts" : "./table-worker.js", import.meta.url);

/** So long may a question take, with PostgreSQL's start: more than on a very busy machine, and not for ever. */
const answerMaxMs = 180_000;

/**
 * The tables that the migrations of the systems in the output folder make. What PostgreSQL says of them is remembered
 * among the project's packages, where there are any.
 */
export function knownTables(project: Host, output: Host): KnownTables {
  let worker: Worker | undefined;
  let given: string | undefined;
  const packages = join(project.root, "node_modules");
  const memory = existsSync(packages) ? join(packages, ".cache", "seqwright", "tables") : undefined;

  const ask = async (question: TableQuestion): Promise<TableAnswer> => {
    worker ??= new Worker(program, {
      execArgv: [...(isSource ? ["--conditions=seqwright-source"] : []), "--no-warnings"],
      // What the user's code prints is no part of what a command prints.
      stdout: true,
      stderr: true,
    });
    const asked = worker;
    const signal = AbortSignal.timeout(answerMaxMs);
    asked.postMessage(question, []);
    try {
      const [answer] = (await once(asked, "message", { signal })) as [TableAnswer];
      return answer;
    } catch (error) {
      worker = undefined;
      void asked.terminate();
      const reason = signal.aborted ? `no answer after ${answerMaxMs / 1_000} seconds` : String(error);
      return { kind: "failed", reason };
    }
  };

  return {
    async tablesOf(folder, statements) {
      if (given !== undefined) return undefined;
      const system = join(output.root, folder, "system.ts");
      const answer = await ask({ system, folder: output.root, memory, statements });
      if (answer.kind === "tables") return answer.tables;
      // Once for all: the next system would find no PostgreSQL, either.
      if (answer.kind === "no-postgresql") given = answer.reason;
      return { unknown: answer.reason };
    },
    async [Symbol.asyncDispose]() {
      await worker?.terminate();
    },
  };
}
