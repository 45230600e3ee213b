import type { StepId } from "../model/steps.ts";

/** A call on its way from one participant to another. */
export interface Arrow {
  /** Counts the arrows of a trace, from 1, in the order in which they were sent. */
  readonly sequence: number;
  /** Everything that one message, request or background task led to. */
  readonly run: string;
  /** The arrow of the diagram; absent for a call that the diagram does not draw. */
  readonly step: StepId | undefined;
  /** Its line in the diagram. */
  readonly line: number | undefined;
  /** The arrow's label, or the method where no arrow is drawn. */
  readonly text: string;
  readonly from: string;
  readonly to: string;
  readonly method: string;
  /** Tells equal payloads from others without showing them: payloads may hold what no log should. */
  readonly digest: string;
  /** Milliseconds since 1970. */
  readonly at: number;
}

/** An arrow that has been answered. */
export interface ArrowEvent extends Arrow {
  readonly durationMs: number;
  readonly outcome: ArrowOutcome;
}

export type ArrowOutcome =
  | { readonly kind: "returned"; readonly digest: string }
  | { readonly kind: "threw"; readonly error: string; readonly message: string };
