import type { CoverageCounts } from "../../generator/compile.ts";
import type { Severity } from "../../generator/diagnostics/catalogue.ts";

/** One diagram text to try: a file, or a line of a file of probes. */
export interface CorpusSource {
  /** Relative to the folder that was asked for, with "/" between its parts. */
  readonly path: string;
  readonly text: string;
}

/** What a diagnostic says, as it travels from a worker. */
export interface Noticed {
  readonly code: string;
  readonly severity: Severity;
  readonly line: number;
  readonly message: string;
}

/** What the compiler made of one source. */
export interface GenerationResult {
  /** Diagrams that code was written for, as folders below the source's own; none where it was refused. */
  readonly folders: readonly string[];
  /** All sequence diagrams that were found, with those that were refused. */
  readonly diagrams: number;
  readonly arrows: number;
  /** What became of the arrows of diagrams that code could be planned for. */
  readonly coverage: CoverageCounts;
  readonly noticed: readonly Noticed[];
  /** For all diagrams of the source, in milliseconds; see `generateSource` for how it is measured. */
  readonly ms: number;
}

/** What the generated contract tests of one source said of code that nobody has filled in. */
export interface ContractResult {
  readonly passed: number;
  readonly unfilled: number;
  /** The reports of those that failed for any other reason. */
  readonly failed: readonly string[];
}

/** Everything that became of one source. */
export interface CorpusResult {
  readonly source: string;
  /** Undefined where the compiler crashed, or did not end. */
  readonly generation: GenerationResult | undefined;
  readonly contract: ContractResult;
  /** `file(line,column): error TS…` */
  readonly typeErrors: readonly string[];
  /** What broke where nothing may break, in words: a worker that died, an exception. */
  readonly crashes: readonly string[];
}

/** The most that generation may take, for each diagram of a source, in milliseconds. */
export const generationMsMax = 2_000;

export type Fate = "generated" | "partly" | "not PlantUML" | "no sequence" | "refused" | "crashed";

/** What became of a source, in a word. Only "crashed" is a fault of ours by itself. */
export function fateOf({ generation }: CorpusResult): Fate {
  if (generation === undefined) return "crashed";
  const { folders, diagrams, noticed } = generation;
  const errors = noticed.filter(({ severity }) => severity === "error");
  if (folders.length > 0) return folders.length < diagrams ? "partly" : "generated";
  // What the parser refuses, PlantUML refuses, too: test/conformance compares them.
  if (errors.length > 0)
    return errors.every(({ code }) => code.startsWith("parse/")) ? "not PlantUML" : "refused";
  return "no sequence";
}

export function isTooSlow({ generation }: CorpusResult): boolean {
  return generation !== undefined && generation.ms > generationMsMax * Math.max(1, generation.diagrams);
}

export function isFailed(result: CorpusResult): boolean {
  const { crashes, typeErrors, contract } = result;
  return crashes.length + typeErrors.length + contract.failed.length > 0 || isTooSlow(result);
}
