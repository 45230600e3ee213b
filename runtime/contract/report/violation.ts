import type { StepId } from "../../model/steps.ts";

export type ViolationKind =
  | "not-in-diagram"
  | "out-of-order"
  | "repeated"
  | "wrong-branch"
  | "outside-transaction"
  | "wrong-argument"
  | "wrong-answer"
  | "missing"
  | "no-effect"
  | "wrong-tries"
  | "committed-early"
  | "not-resumed"
  | "wrong-time-to-live"
  | "not-atomic"
  | "failed"
  | "stalled"
  | "went-on-after-fault"
  | "repeated-after-fault"
  | "swallowed-error"
  | "not-undone"
  | "wrongly-undone"
  | "not-tried-again"
  | "wrong-pause"
  | "too-slow"
  | "accepted-bad-input"
  | "wrote-bad-input"
  | "crashed-on-bad-input"
  | "never-exercised"
  | "wrong-decision"
  | "idle-decision";

/** Where a run left the diagram, and how. */
export interface Violation {
  readonly kind: ViolationKind;
  /** The arrow that the report is about. */
  readonly step: StepId | undefined;
  /** What went wrong, in one sentence. */
  readonly sentence: string;
  /** What the diagram would have allowed instead. */
  readonly expected: readonly StepId[];
  /** What was to come back first. */
  readonly awaits?: StepId;
  /** What happened instead, as a row of the report; undefined when nothing more did. */
  readonly observed: string | undefined;
  /** The component whose doing it is, where that is not plain from the arrow. */
  readonly culprit?: string | undefined;
  /** What was thrown by mistake: a report says where. */
  readonly thrown?: unknown;
  /** Where the call was made that it is about: its stack leads there. */
  readonly mark?: Error | undefined;
  /** Values that differ. */
  readonly difference?: { readonly where: string; readonly expected: string; readonly received: string };
  /** Told line by line, where the report is about more than one place. */
  readonly listed?: readonly string[];
  /** The note that promises otherwise, where no arrow shows it. */
  readonly promised?: { readonly line: number; readonly text: string } | undefined;
  /** What the kit did to provoke it, and at which arrow. */
  readonly provoked?: string;
  readonly disturbed?: StepId;
}

/** A stub that nobody has filled in yet. */
export interface Unfilled {
  readonly what: string;
  readonly location: string | undefined;
}
