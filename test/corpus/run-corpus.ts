import { availableParallelism } from "node:os";
import { join } from "node:path";
import { corpusProject } from "./corpus-project.ts";
import type { ContractResult, CorpusResult, GenerationResult } from "./corpus-result.ts";
import { corpusSources } from "./corpus-sources.ts";
import { inCorpusWorkers } from "./in-corpus-workers.ts";
import type { GenerateTask, TestTask } from "./task.ts";
import { typeCheck } from "./type-check.ts";

export interface CorpusReport {
  readonly results: readonly CorpusResult[];
  /** What is wrong and belongs to no source, such as a compiler that does not start. */
  readonly otherErrors: readonly string[];
}

interface Entry {
  readonly source: string;
  /** The name of its folder in the project: none that a diagram could choose. */
  readonly folder: string;
  generation?: GenerationResult;
  contract: ContractResult;
  typeErrors: readonly string[];
  readonly crashes: string[];
}

const nothingTested: ContractResult = { passed: 0, unfilled: 0, failed: [] };
const workers = Math.min(4, availableParallelism());
const generateSilenceMs = 60_000;
// More than one property may take, with all its cases.
const testSilenceMs = 180_000;
/** So many that the runtime's own sources are not checked often, and so few that memory is bounded. */
const typeCheckedAtOnce = 250;

/**
 * Generates, type-checks and tests untouched code for every diagram below a folder. `onPhase` is told what is being
 * done; `filled` fills in stubs that have nothing to say before the tests run. Nothing stays on disk.
 */
export async function runCorpus(
  folder: string,
  {
    onPhase = () => undefined,
    filled = false,
  }: { readonly onPhase?: (phase: string) => void; readonly filled?: boolean } = {},
): Promise<CorpusReport> {
  await using project = await corpusProject();
  const entries: Entry[] = [];

  onPhase("generating");
  async function* generateTasks(): AsyncGenerator<GenerateTask & { readonly entry: Entry }> {
    for await (const source of corpusSources(folder)) {
      const name = `d${entries.length}`;
      const entry = {
        source: source.path,
        folder: name,
        contract: nothingTested,
        typeErrors: [],
        crashes: [],
      };
      entries.push(entry);
      yield { kind: "generate", source, folder: join(project.path, name), entry };
    }
  }
  await inCorpusWorkers(generateTasks(), { workers, silenceMs: generateSilenceMs }, ({ entry }, answered) => {
    if ("crash" in answered) entry.crashes.push(answered.crash);
    else entry.generation = answered.answer;
  });

  const generated = entries.filter(({ generation }) => (generation?.folders.length ?? 0) > 0);
  const otherErrors: string[] = [];
  for (let start = 0; start < generated.length; start += typeCheckedAtOnce) {
    const some = generated.slice(start, start + typeCheckedAtOnce);
    onPhase(`type-checking ${start + 1} to ${start + some.length} of ${generated.length}`);
    const errors = await typeCheck(
      project.path,
      some.map((entry) => entry.folder),
    );
    for (const entry of some) entry.typeErrors = errors.get(entry.folder) ?? [];
    otherErrors.push(...(errors.get("") ?? []));
  }

  onPhase("testing");
  const testTasks = generated.map((entry): TestTask & { readonly entry: Entry } => ({
    kind: "test",
    source: entry.source,
    filled,
    folder: join(project.path, entry.folder),
    entry,
  }));
  await inCorpusWorkers(testTasks, { workers, silenceMs: testSilenceMs }, ({ entry }, answered) => {
    if ("crash" in answered) entry.crashes.push(answered.crash);
    else entry.contract = answered.answer;
  });
  return { results: entries.map((entry) => ({ generation: undefined, ...entry })), otherErrors };
}
