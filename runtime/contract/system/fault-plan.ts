import { FatalError, RetryableError } from "../../errors/errors.ts";
import type { Hold } from "../clients/held-calls.ts";
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
  /** What a gateway meets that asks its server for one of these arrows; undefined where nothing is wrong. */
  atServer?(steps: readonly StepId[]): FailingServer | undefined;
}

/** A server that fails whatever it is asked during one call. */
export interface FailingServer extends Hold {
  readonly hasFailed: boolean;
}

/** An arrow that is to fail some times: the call is rejected before it arrives, or its server fails. */
export class FaultPlan implements Strikes {
  readonly step: StepId;
  readonly kind: FaultKind;
  readonly #times: number;
  readonly #where: "arrow" | "server";
  readonly #strikes: number[] = [];

  /** `times` may be `Infinity`. */
  constructor(step: StepId, kind: FaultKind, times: number, where: "arrow" | "server" = "arrow") {
    this.step = step;
    this.kind = kind;
    this.#times = times;
    this.#where = where;
  }

  /** When it struck, in ms. */
  get strikes(): readonly number[] {
    return this.#strikes;
  }

  /** What the call is rejected with; undefined where it is to go through. Counts the strike. */
  strike({ step }: Arrow): Error | undefined {
    return this.#where === "arrow" && this.#isDue([step ?? ""]) ? this.#next() : undefined;
  }

  atServer(steps: readonly StepId[]): FailingServer | undefined {
    if (this.#where === "arrow" || !this.#isDue(steps)) return undefined;
    let error: Error | undefined;
    return {
      get hasFailed() {
        return error !== undefined;
      },
      passes: () => {
        error ??= this.#next();
        return Promise.reject(error);
      },
    };
  }

  #isDue(steps: readonly StepId[]): boolean {
    return steps.includes(this.step) && this.#strikes.length < this.#times;
  }

  #next(): Error {
    this.#strikes.push(performance.now());
    return this.kind === "fatal"
      ? new FatalError(`${injected}: this cannot be repaired by trying again`)
      : new RetryableError(`${injected}: this may pass`);
  }
}
