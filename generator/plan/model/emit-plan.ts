import type { Level } from "seqwright-runtime/model";
import type { CodeSymbol, Symbols } from "./code-symbol.ts";
import type { Covered } from "./coverage.ts";
import type { Expression } from "./expression.ts";
import type { HandlerFile } from "./handler-plan.ts";
import type { PortsFile } from "./interface-plan.ts";
import type { MessagesFile } from "./message-plan.ts";

/** Everything that is to be written for one diagram, with every name and statement decided. */
export interface EmitPlan {
  /** The diagram's folder below the output folder. */
  readonly folder: string;
  /** The diagram's path as people write it. */
  readonly source: string;
  readonly symbols: Symbols;
  /** Printed before the messages, which declare what the others turn out to need. */
  readonly files: readonly FilePlan[];
  readonly messages: MessagesFile;
  /** What becomes of everything that is drawn. */
  readonly coverage: readonly Covered[];
}

export type FilePlan = PortsFile | HandlerFile | ConstantFile | ContractFile;

/** A file that holds one exported constant: the step orderings, the wiring. */
export interface ConstantFile {
  readonly kind: "constant";
  /** Within the diagram's folder. */
  readonly path: string;
  readonly name: string;
  readonly type: CodeSymbol;
  readonly docs: readonly string[];
  readonly value: Expression;
}

/** The contract test. What it says is the same for every diagram, but for the project's settings. */
export interface ContractFile {
  readonly kind: "contract";
  readonly path: string;
  readonly settings: ContractSettings;
}

/** How contract tests run, where the project says so. */
export interface ContractSettings {
  readonly runs?: number | undefined;
  readonly seed?: number | undefined;
  readonly timeMs?: number | undefined;
  readonly levels?: readonly Level[] | undefined;
}
