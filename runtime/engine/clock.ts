import { setTimeout } from "node:timers/promises";

/** What the engine waits by between the tries of a step. Leases are a matter of the database's clock, never of this one. */
export interface Clock {
  /** Resolves after the time, or at once when `signal` is aborted. */
  sleep(ms: number, signal: AbortSignal): Promise<void>;
}

export const systemClock: Clock = {
  async sleep(ms, signal) {
    // The abort is the one way in which this can reject.
    await setTimeout(ms, undefined, { signal }).catch(() => undefined);
  },
};
