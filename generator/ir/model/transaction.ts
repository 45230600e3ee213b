import type { Span } from "../../source/source-file.ts";
import type { FragmentId, StepId } from "./diagram-model.ts";

/** Steps of which all happen, or none. */
export interface Transaction {
  /** How the diagram says so: by a divider, a frame, a note, a comment, or by arrows such as `BEGIN` and `COMMIT`. */
  readonly said: "divider" | "frame" | "note" | "directive" | "arrows";
  /** In the diagram's words. */
  readonly text: string;
  /** All that stand inside, in drawing order; arrows such as `BEGIN` are none of them. */
  readonly steps: readonly StepId[];
  /** Where code opens it; empty where one statement stands alone. */
  readonly openings: readonly Opening[];
  readonly span: Span;
}

/** A component's operation that runs some of its steps in one transaction. */
export interface Opening {
  readonly component: string;
  /** The participant whose transaction it is. */
  readonly database: string;
  /** The call that the component is working on. */
  readonly operation: StepId;
  /** What the component itself does inside. */
  readonly steps: readonly StepId[];
}

/** An arrow that begins or ends a transaction: no step of its own. */
export interface Boundary {
  readonly kind: "begin" | "commit" | "rollback";
  readonly from: string;
  readonly to: string;
  readonly text: string;
  /** The innermost branch that it stands in. */
  readonly branch: readonly [fragment: FragmentId, branch: number] | undefined;
  readonly span: Span;
}
