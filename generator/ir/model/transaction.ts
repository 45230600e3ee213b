import type { Span } from "../../source/source-file.ts";
import type { StepId } from "./diagram-model.ts";

/** Steps of which all happen, or none. */
export interface Transaction {
  /** How the diagram says so: by a divider, a frame, a note, a comment, or by arrows such as `BEGIN` and `COMMIT`. */
  readonly said: "divider" | "frame" | "note" | "directive" | "arrows";
  /** In the diagram's words. */
  readonly text: string;
  /** All that stand inside, in drawing order; arrows such as `BEGIN` are among them. */
  readonly steps: readonly StepId[];
  readonly span: Span;
}
