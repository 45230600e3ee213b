import { sleep } from "../../time/sleep.ts";

/** What the engine waits by between the tries of a step. Leases are a matter of the database's clock, never of this one. */
export interface Clock {
  /** Resolves after the time, or at once when `signal` is aborted. */
  sleep(ms: number, signal: AbortSignal): Promise<void>;
}

export const systemClock: Clock = { sleep };
