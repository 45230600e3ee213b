import { AsyncLocalStorage } from "node:async_hooks";
import type { CallRetry } from "../model/steps.ts";
import { isRetryable } from "../errors/errors.ts";
import { sleep } from "../time/sleep.ts";
import { judgeFailure, recordRetries, type RetryPolicy } from "./retry-policy.ts";

/** A retry as a diagram draws it: how often after the first try, and after which pauses. */
export interface DrawnRetry extends CallRetry {
  /** What the call is drawn to answer with is an answer, and not tried again. */
  readonly except?: readonly (new (...args: never) => Error)[];
}

interface Around {
  readonly policy: RetryPolicy;
  /** Whoever makes the call sees to the retries: a workflow, whose tries survive the process. */
  taken: boolean;
}

const around = new AsyncLocalStorage<Around>();

/**
 * Makes a call again that failed, as often and after the pauses that the diagram draws, and then fails as the last try
 * did. What another try cannot help (`isRetryable`) fails at once.
 */
export async function retried<T>(drawn: DrawnRetry, call: () => Promise<T>): Promise<T> {
  const here: Around = { policy: retryPolicyOf(drawn), taken: false };
  for (let failures = 1; ; failures += 1) {
    try {
      return await around.run(here, call);
    } catch (error) {
      const verdict = judgeFailure(here.policy, error, failures, 0);
      if (here.taken || verdict.kind !== "retry") throw error;
      await sleep(verdict.delayMs);
    }
  }
}

/** With exactly the drawn pauses: none is shortened, at random or because it is long. */
export function retryPolicyOf({ retriesMax, delayMs, factor, except = [] }: DrawnRetry): RetryPolicy {
  return {
    ...recordRetries,
    ...(retriesMax === undefined ? {} : { retriesMax }),
    ...(delayMs === undefined ? {} : { delayMs, factor: 1, delayMaxMs: Infinity }),
    ...(factor === undefined ? {} : { factor }),
    isRetryable: (error) => !except.some((drawn) => error instanceof drawn) && isRetryable(error),
  };
}

/** For whoever makes a call durable: the retry that is drawn around it, which is theirs to keep from then on. */
export function takeDrawnRetry(): RetryPolicy | undefined {
  const here = around.getStore();
  if (here === undefined) return undefined;
  here.taken = true;
  return here.policy;
}

/** Runs what is inside of a call without the retry that is drawn around it. */
export function withoutDrawnRetry<T>(work: () => T): T {
  return around.exit(work);
}
