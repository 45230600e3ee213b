import { sleep } from "../../time/sleep.ts";

/** How the engine waits between the tries of a step. Leases follow the database's clock, never this one. */
export interface Clock {
  /** Resolves after the time, or at once when `signal` is aborted. */
  sleep(ms: number, signal: AbortSignal): Promise<void>;
}

export const systemClock: Clock = { sleep };
