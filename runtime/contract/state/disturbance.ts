import type { StepId } from "../../model/steps.ts";
import type { Activity } from "./activities.ts";

/** What is done to a run on purpose. */
export type Mode =
  | { readonly kind: "as-drawn" }
  /** The outgoing call with this number is rejected. */
  | Fault
  /** The first call of this step carries a payload that its schema refuses. */
  | {
      readonly kind: "bad-input";
      readonly step: StepId;
      readonly argument: number;
      readonly corruption: number;
    };

export interface Fault {
  readonly kind: "fault";
  /** Which call, counted from 0. */
  readonly at: number;
  /** With what no further try can help, or with what the next one may. */
  readonly error: "fatal" | "transient";
  /** How often, where the call is drawn to be tried again; once otherwise. */
  readonly failures?: number;
}

/** A call that has failed, and that is drawn to be tried again. */
export interface Retrial {
  readonly fault: Aftermath;
  readonly args: readonly unknown[];
  /** How often it has failed. */
  readonly failures: number;
  /** When it has failed last, in ms. */
  readonly failedAt: number;
}

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
  #retrial: Retrial | undefined;
  #tries = 0;

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

  /** The call that has to be tried again. */
  get retrial(): Retrial | undefined {
    return this.#retrial;
  }

  /** How often a call has failed that is drawn to be tried again. */
  get tries(): number {
    return this.#tries;
  }

  /** The call has failed, and has to be tried again. */
  expectRetry(retrial: Retrial): void {
    this.#retrial = retrial;
    this.#tries = retrial.failures;
  }

  /** The call is tried for the last time. */
  endRetries(): void {
    this.#retrial = undefined;
  }

  /** From here on the run is disturbed. */
  begin(aftermath: Aftermath): void {
    this.#aftermath = aftermath;
  }
}
