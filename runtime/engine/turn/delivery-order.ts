import { setImmediate } from "node:timers/promises";

export interface DeliveryOrderOptions {
  /** The numbers of the results in the journal. */
  readonly recorded: readonly number[];
  /** Whether other steps may finish. */
  readonly severalUnderWay: () => boolean;
  /** Called whenever a result has to wait for another one. */
  readonly onBlocked: () => void;
}

/**
 * Gives results to a workflow's code in the order in which they first came. The code then goes on as it did the first
 * time, step for step, even where it takes several steps at once.
 */
export class DeliveryOrder {
  readonly #options: DeliveryOrderOptions;
  readonly #expected: number[];
  readonly #ready = new Map<number, () => void>();
  #isDelivering = false;

  constructor(options: DeliveryOrderOptions) {
    this.#options = options;
    this.#expected = options.recorded.toSorted((left, right) => left - right);
  }

  /** The result with this number comes after all that were expected so far. */
  expect(finished: number): void {
    this.#expected.push(finished);
  }

  /** Gives the result as soon as all earlier ones have been given. */
  deliver(finished: number, give: () => void): void {
    this.#ready.set(finished, give);
    void this.#deliverReady();
  }

  /** The number of the result that others have to wait for, and that the code has not asked for. */
  missing(): number | undefined {
    return this.#ready.size > 0 && !this.#isDelivering ? this.#expected[0] : undefined;
  }

  async #deliverReady(): Promise<void> {
    if (this.#isDelivering) return;
    this.#isDelivering = true;
    for (let give = this.#takeNext(); give !== undefined; give = this.#takeNext()) {
      give();
      // Let the code react to one result before it sees the next: it did so the first time, or will when replayed.
      if (this.#expected.length > 0 || this.#options.severalUnderWay()) await setImmediate();
    }
    this.#isDelivering = false;
    if (this.#ready.size > 0) this.#options.onBlocked();
  }

  #takeNext(): (() => void) | undefined {
    const [next] = this.#expected;
    const give = next === undefined ? undefined : this.#ready.get(next);
    if (next === undefined || give === undefined) return undefined;
    this.#expected.shift();
    this.#ready.delete(next);
    return give;
  }
}
