import { FatalError, RetryableError } from "../../errors/errors.ts";
import type { StepId } from "../../model/steps.ts";
import type { Arrow } from "../../trace/arrow-event.ts";

export type FaultKind = "fatal" | "transient";

/** What a fault that a test makes says. */
export const injected = "injected by the contract test";

/** What goes wrong in a run, and went wrong by now. */
export interface Strikes {
  /** When it struck, in ms. */
  readonly strikes: readonly number[];
  /** What a call is rejected with before it arrives; undefined where it is to go through. */
  strike(arrow: Arrow): Error | undefined;
}

/** An arrow that is to fail some times: the call is rejected before it arrives. */
export class FaultPlan implements Strikes {
  readonly step: StepId;
  readonly kind: FaultKind;
  readonly #times: number;
  readonly #strikes: number[] = [];

  /** `times` may be `Infinity`. */
  constructor(step: StepId, kind: FaultKind, times: number) {
    this.step = step;
    this.kind = kind;
    this.#times = times;
  }

  /** When it struck, in ms. */
  get strikes(): readonly number[] {
    return this.#strikes;
  }

  /** What the call is rejected with; undefined where it is to go through. Counts the strike. */
  strike({ step }: Arrow): Error | undefined {
    if (step !== this.step || this.#strikes.length >= this.#times) return undefined;
    this.#strikes.push(performance.now());
    return this.kind === "fatal"
      ? new FatalError(`${injected}: this cannot be repaired by trying again`)
      : new RetryableError(`${injected}: this may pass`);
  }
}
