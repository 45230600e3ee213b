import type { StepId } from "../../model/steps.ts";
import type { Aftermath } from "./disturbance.ts";

/** A call of a scripted participant that waits for its answer. */
export interface WaitingCall {
  readonly caller: string;
  readonly steps: readonly StepId[];
  readonly args: readonly unknown[];
  readonly resolve: (value: unknown) => void;
  readonly reject: (error: Error) => void;
  /** What is to happen instead of the drawn answer, at the moment at which that is due. */
  readonly fault?: Aftermath | undefined;
  /** What it gets where no answer is drawn. */
  readonly undrawn: () => unknown;
}

export class WaitingCalls {
  readonly #all = new Set<WaitingCall>();

  get size(): number {
    return this.#all.size;
  }

  /** Resolves or rejects when the script answers. */
  answerTo(call: Omit<WaitingCall, "resolve" | "reject">): Promise<unknown> {
    return new Promise((resolve, reject) => {
      this.#all.add({ ...call, resolve, reject });
    });
  }

  find(caller: string, answered: StepId): WaitingCall | undefined {
    return [...this.#all].find((call) => call.caller === caller && call.steps.includes(answered));
  }

  get all(): readonly WaitingCall[] {
    return [...this.#all];
  }

  remove(call: WaitingCall): void {
    this.#all.delete(call);
  }

  /** All of them get on with a neutral answer. */
  release(): void {
    for (const { resolve } of this.#all) resolve(undefined);
    this.#all.clear();
  }
}
