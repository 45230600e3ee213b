import { availableParallelism } from "node:os";
import { join } from "node:path";
import { corpusProject } from "../../corpus/corpus-project.ts";
import { typeCheck } from "../../corpus/type-check.ts";
import { inWorkers } from "../../support/in-workers.ts";
import type { GenericMutant } from "./generic-mutant.ts";
import { handlersIn } from "./handlers-below.ts";
import { mutantsOf } from "./mutants-of.ts";
import type { MutantFate, MutantTask } from "./run-mutant.ts";
import { copyOf, writeMutants, type WrittenMutant } from "./write-mutants.ts";

/** What became of a mutant that types let through. */
export interface JudgedMutant extends GenericMutant {
  readonly fate: MutantFate;
}

export interface MutantsReport {
  readonly judged: readonly JudgedMutant[];
  /** How many mistakes the compiler finds. */
  readonly refusedByTypes: number;
  /** What is wrong with the code around the mutants. */
  readonly otherErrors: readonly string[];
}

// A property takes a second on an idle machine; a mutant that never ends takes all of this.
const silenceMs = 60_000;
// What a mutant waits for in real time shows no less soon after a fifth of the usual patience.
const patienceMs = 600;
const workers = Math.min(4, availableParallelism());

/** Makes every mutant of the handlers in these folders, and holds those that types let through to their contracts. */
export async function runMutants(
  root: string,
  folders: readonly string[],
  say: (phase: string) => void = () => undefined,
): Promise<MutantsReport> {
  await using project = await corpusProject();
  say("making mutants");
  const made = handlersIn(root, folders).flatMap(([folder, file]) => mutantsOf(folder, file));
  const written = await writeMutants(root, project.path, made);
  say(`type-checking ${written.length}`);
  const errors = await typeCheck(
    project.path,
    written.map(({ name }) => name),
  );
  const allowed = written.filter(({ name }) => !errors.has(name));
  const judged = await judge(project.path, allowed, say);
  return { judged, refusedByTypes: written.length - allowed.length, otherErrors: errors.get("") ?? [] };
}

async function judge(
  project: string,
  written: readonly WrittenMutant[],
  say: (phase: string) => void,
): Promise<readonly JudgedMutant[]> {
  const fates = new Map<string, MutantFate>();
  const tasks = written.map(({ mutant, name }): MutantTask & { readonly name: string } => ({
    name,
    folder: join(project, name),
    beside: join(project, copyOf(mutant.folder)),
    handler: mutant.handler,
  }));
  const options = {
    program: join(import.meta.dirname, "worker.ts"),
    env: { SEQWRIGHT_PATIENCE_MS: String(patienceMs) },
    tasksPerWorker: 400,
    workers,
    silenceMs,
  };
  await inWorkers<(typeof tasks)[number], MutantFate>(tasks, options, ({ name }, answered) => {
    fates.set(name, "crash" in answered ? { crash: answered.crash } : answered.answer);
    if (fates.size % 50 === 0) say(`tried ${fates.size} of ${tasks.length}`);
  });
  return written.map(({ mutant, name }) => ({ ...mutant, fate: fates.get(name) ?? {} }));
}
