import type { StepId } from "../../model/diagram-protocol.ts";
import type { Unfilled, Violation } from "./violation.ts";

/** What a run came to, as far as a report needs it. */
export interface Verdict {
  readonly violation: Violation | undefined;
  readonly unfilled: readonly Unfilled[];
  readonly trace: readonly StepId[];
  /** What was drawn, in the order of its use. */
  readonly used: readonly string[];
  /** It cost all patience to see that nothing more happens: doing that again and again would take very long. */
  readonly slow?: boolean;
}

/** Nothing happened, and nothing was wrong with it. */
export const nothingToSay: Verdict = { violation: undefined, unfilled: [], trace: [], used: [] };
