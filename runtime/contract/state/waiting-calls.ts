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
  /** It is answered late: how much later than it might be. */
  readonly lateMs?: number | undefined;
}

export class WaitingCalls {
  readonly #all = new Set<WaitingCall>();
  readonly #heldUp = new Set<WaitingCall>();

  get size(): number {
    return this.#all.size;
  }

  /** Resolves or rejects when the script answers; `whenDue` is called when one that is late may be answered at last. */
  answerTo(call: Omit<WaitingCall, "resolve" | "reject">, whenDue: () => void): Promise<unknown> {
    return new Promise((resolve, reject) => {
      const waiting = { ...call, resolve, reject };
      this.#all.add(waiting);
      if (call.lateMs !== undefined) this.#holdUp(waiting, call.lateMs, whenDue);
    });
  }

  find(caller: string, answered: StepId): WaitingCall | undefined {
    return this.due.find((call) => call.caller === caller && call.steps.includes(answered));
  }

  /** Those that may be answered now. */
  get due(): readonly WaitingCall[] {
    return [...this.#all].filter((call) => !this.#heldUp.has(call));
  }

  remove(call: WaitingCall): void {
    this.#all.delete(call);
  }

  #holdUp(call: WaitingCall, lateMs: number, whenDue: () => void): void {
    this.#heldUp.add(call);
    setTimeout(() => {
      this.#heldUp.delete(call);
      whenDue();
    }, lateMs);
  }

  /** All of them get on with a neutral answer. */
  release(): void {
    for (const { resolve } of this.#all) resolve(undefined);
    this.#all.clear();
  }
}
