import type { ContractResult, CorpusSource, GenerationResult } from "./corpus-result.ts";

/** What a worker is asked to do. `folder` is absolute. */
export type Task = GenerateTask | TestTask;

/** Compiles a source and writes what was made of it into a folder. */
export interface GenerateTask {
  readonly kind: "generate";
  readonly source: CorpusSource;
  readonly folder: string;
}

/** Runs the contract tests of generated code that lies in a folder; `filled`: with stubs that do nothing. */
export interface TestTask {
  readonly kind: "test";
  readonly source: string;
  readonly filled: boolean;
  readonly folder: string;
}

/** What a worker sends back when it is done; anything else that it sends only says that it lives. */
export interface Answers {
  readonly generate: GenerationResult;
  readonly test: ContractResult;
}
