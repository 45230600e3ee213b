import { within } from "../../../time/within.ts";

// Fetching goes on below: enough work for the time that a fetch takes, without holding more than a batch.
const refillBelow = 1000;
// How fast a buffer drains is seen after this time.
const sampleMs = 50;

/** Decides when a partition may be fetched again, by how full its buffer is and how fast that drains. */
export class BufferSpace {
  readonly #buffered: () => number;
  #refillAt = refillBelow;
  #waiters: (() => void)[] = [];

  constructor(buffered: () => number) {
    this.#buffered = buffered;
  }

  /**
   * Resolves to `true` when the buffer has space for more, and to `false` as soon as it shows that this would take
   * longer than `patienceMs`. In that case there is space once half of the buffer is done.
   */
  async waitForSpace(patienceMs: number): Promise<boolean> {
    const startedAt = performance.now();
    const atFirst = this.#buffered();
    while (this.#buffered() > refillBelow) {
      const before = this.#buffered();
      await this.#announced(sampleMs);
      const perMs = (before - this.#buffered()) / sampleMs;
      const endsAt = performance.now() + (this.#buffered() - refillBelow) / perMs;
      if (!(endsAt - startedAt <= patienceMs)) {
        this.#refillAt = Math.max(refillBelow, atFirst / 2);
        return false;
      }
    }
    return true;
  }

  hasSpace(): boolean {
    return this.#buffered() <= this.#refillAt;
  }

  /** Fetching goes on: wakes whoever waits for space. */
  announce(): void {
    this.#refillAt = refillBelow;
    if (this.#waiters.length === 0) return;
    const waiters = this.#waiters;
    this.#waiters = [];
    for (const wake of waiters) wake();
  }

  #announced(timeoutMs: number): Promise<void> {
    return within(timeoutMs, new Promise<void>((resolve) => void this.#waiters.push(resolve)));
  }
}
