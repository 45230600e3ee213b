import { pauseMs, type RetryPolicy } from "../../retry/retry-policy.ts";
import type { Clock } from "../settings/clock.ts";
import { LeaseLostError } from "../store/lease.ts";

export interface LeasedRetry {
  readonly isLeased: () => boolean;
  /** Cuts the pause between two tries short. Aborted when the lease is lost or given up: `isLeased` is asked again. */
  readonly signal: AbortSignal;
  readonly retry: RetryPolicy;
  readonly clock: Clock;
  readonly random: () => number;
  readonly onError: (error: unknown, what: string) => void;
}

/**
 * Asks the database until it answers: what has happened outside must neither be forgotten nor done again because the
 * database is away for a moment. Throws a `LeaseLostError` when the lease is over before.
 */
export async function retryWhileLeased<T>(
  what: string,
  work: () => Promise<T>,
  { isLeased, signal, retry, clock, random, onError }: LeasedRetry,
): Promise<T> {
  for (let failures = 1; ; failures += 1) {
    if (!isLeased()) throw new LeaseLostError();
    try {
      return await work();
    } catch (error) {
      onError(error, what);
      await clock.sleep(pauseMs(retry, failures, random()), signal);
    }
  }
}
