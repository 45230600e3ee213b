import type { TurnEnd } from "./turn-end.ts";

/** How long one worker's turn with one workflow may go on, and how it came to its end. */
export class Turn {
  readonly #ended = Promise.withResolvers<TurnEnd>();
  readonly #lost = Promise.withResolvers<void>();
  readonly #untilLost = new AbortController();
  readonly #pauses = new AbortController();
  #leasedUntilMs: number;
  #isOver = false;
  #isStopping = false;

  /** `leasedUntilMs`, by `performance.now()`: until when the lease is good. */
  constructor(leasedUntilMs: number) {
    this.#leasedUntilMs = leasedUntilMs;
  }

  /** Whether the lease is good, as far as this process can know. The database decides by the fence. */
  isLeased(): boolean {
    return !this.isLost() && performance.now() < this.#leasedUntilMs;
  }

  renewed(leasedUntilMs: number): void {
    this.#leasedUntilMs = leasedUntilMs;
  }

  /** The first end that is given counts; but a lost lease always does. */
  end(end: TurnEnd): void {
    if (end.kind === "lost") {
      this.#untilLost.abort();
      this.#lost.resolve();
    }
    this.#ended.resolve(end);
  }

  get ended(): Promise<TurnEnd> {
    return this.#ended.promise;
  }

  get lost(): Promise<void> {
    return this.#lost.promise;
  }

  isLost(): boolean {
    return this.untilLost.aborted;
  }

  /** Aborted when the lease is lost: the database would refuse what is still to be written. */
  get untilLost(): AbortSignal {
    return this.#untilLost.signal;
  }

  /** From now on, the workflow's code gets no result any more. */
  close(): void {
    this.#isOver = true;
    this.#pauses.abort();
  }

  isOver(): boolean {
    return this.#isOver;
  }

  /** No further step is to be taken, and no pause to be waited for. */
  stop(): void {
    this.#isStopping = true;
    this.#pauses.abort();
  }

  isStopping(): boolean {
    return this.#isStopping;
  }

  /** Aborted when pauses between tries are to be cut short. */
  get pauses(): AbortSignal {
    return this.#pauses.signal;
  }
}
