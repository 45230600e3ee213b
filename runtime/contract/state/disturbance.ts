import type { StepId } from "../../model/steps.ts";
import type { Activity } from "./activities.ts";

/** What is done to a run on purpose. */
export type Mode =
  | { readonly kind: "as-drawn" }
  /** Components decide by their own methods, and the script follows what they decide. */
  | { readonly kind: "deciding" }
  /** The outgoing call with this number is rejected. */
  | { readonly kind: "fault"; readonly at: number }
  /** The first call of this step carries a payload that its schema refuses. */
  | {
      readonly kind: "bad-input";
      readonly step: StepId;
      readonly argument: number;
      readonly corruption: number;
    };

/** What is different once the run has been disturbed on purpose. */
export interface Aftermath {
  readonly step: StepId;
  /** The operations and tasks that were under way around it, innermost first. */
  readonly open: readonly Activity[];
  /** Whatever else was under way already: it goes on, since it cannot know. */
  readonly elsewhere: readonly Activity[];
  readonly error: Error | undefined;
  readonly provoked: string;
}

/** Whether a run has been disturbed yet, and when it is to be. */
export class Disturbance {
  readonly mode: Mode;
  #calls = 0;
  #aftermath: Aftermath | undefined;

  constructor(mode: Mode) {
    this.mode = mode;
  }

  /** How many outgoing calls there were that may fail. */
  get calls(): number {
    return this.#calls;
  }

  get aftermath(): Aftermath | undefined {
    return this.#aftermath;
  }

  /** Counts an outgoing call; true when it is the one that is to fail. */
  strikesNextCall(): boolean {
    this.#calls += 1;
    return this.mode.kind === "fault" && this.mode.at === this.#calls - 1;
  }

  /** From here on the run is disturbed. */
  begin(aftermath: Aftermath): void {
    this.#aftermath = aftermath;
  }
}
