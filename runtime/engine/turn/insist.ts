import type { Clock } from "../settings/clock.ts";
import { HoldLost } from "../store/hold-lost.ts";
import { pauseMs, type RetryPolicy } from "../../retry/retry-policy.ts";

export interface Insistence {
  readonly isHeld: () => boolean;
  /** Cuts the pause between two tries short. To be aborted when the lease is lost or given up: `isHeld` is asked again. */
  readonly signal: AbortSignal;
  readonly retry: RetryPolicy;
  readonly clock: Clock;
  readonly random: () => number;
  readonly onError: (error: unknown, what: string) => void;
}

/**
 * Asks the database until it answers: what has happened outside must neither be forgotten nor done again because the
 * database is away for a moment. Throws `HoldLost` when the lease is over before.
 */
export async function insist<T>(
  what: string,
  work: () => Promise<T>,
  { isHeld, signal, retry, clock, random, onError }: Insistence,
): Promise<T> {
  for (let failures = 1; ; failures += 1) {
    if (!isHeld()) throw new HoldLost();
    try {
      return await work();
    } catch (error) {
      onError(error, what);
      await clock.sleep(pauseMs(retry, failures, random()), signal);
    }
  }
}
