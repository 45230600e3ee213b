import type { Diagnostic } from "../../diagnostics/diagnostic.ts";
import type { FileDifference } from "../../host/diff-files.ts";
import type { CoverageCounts } from "../../plan/model/coverage.ts";

/** All that `generate` and `check` say of a project: data, so that it can be kept and said again while nothing changes. */
export interface ProjectReport {
  /** The output folder as the configuration has it. */
  readonly output: string;
  /** The diagrams that were read, by path, in order. */
  readonly read: readonly string[];
  readonly diagrams: readonly DiagramReport[];
  /** What writing does, or would do, to each file. */
  readonly files: readonly FileDifference[];
  /** What was noticed of the configuration, the diagrams and their handlers. */
  readonly noticed: readonly Diagnostic[];
  /** Files that are not written because somebody else has. */
  readonly leftAlone: readonly Diagnostic[];
  readonly notRegenerated: readonly Diagnostic[];
  readonly stubs: readonly Diagnostic[];
  readonly promises: readonly Diagnostic[];
  readonly versions: readonly Diagnostic[];
}

/** What became of one diagram. */
export interface DiagramReport {
  readonly name: string;
  readonly source: string;
  readonly counts: DiagramCounts;
  /** Undefined where errors leave nothing to plan. */
  readonly coverage?: CoverageCounts;
  /** There is a sequence diagram, with or without errors. */
  readonly isDrawn: boolean;
  /** There are files for it: it has no errors. */
  readonly isWritten: boolean;
}

export interface DiagramCounts {
  readonly participants: number;
  readonly arrows: number;
  readonly fragments: number;
  readonly policies: number;
}
