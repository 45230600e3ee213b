import { isRetryable } from "../errors/errors.ts";

/** When work that failed is tried again: a step of a workflow, or the handler of a record. */
export interface RetryPolicy {
  /** How often it is tried again after the first try. */
  readonly retriesMax: number;
  /** The pause before the first retry. */
  readonly delayMs: number;
  /** Each further pause is this many times the one before. */
  readonly factor: number;
  /** No pause is longer. */
  readonly delayMaxMs: number;
  /** The share of a pause that is drawn at random, from 0 to 1, so that work that failed together does not come back together. */
  readonly jitter: number;
  /** Whether another try may help. Default: the function `isRetryable`. */
  readonly isRetryable: (error: unknown) => boolean;
}

/** For the handler of a Kafka record: the same pauses in every run, after the first try and three more the dead letter topic. */
export const recordRetries: RetryPolicy = {
  retriesMax: 3,
  delayMs: 1000,
  factor: 2,
  delayMaxMs: 30_000,
  jitter: 0,
  isRetryable,
};

/** For a step of a workflow. */
export const stepRetries: RetryPolicy = {
  retriesMax: 10,
  delayMs: 200,
  factor: 2,
  delayMaxMs: 60_000,
  jitter: 0.5,
  isRetryable,
};

/** What follows a failed try. */
export type RetryVerdict =
  | { readonly kind: "retry"; readonly delayMs: number }
  /** Another try cannot help. */
  | { readonly kind: "fatal" }
  /** Another try might have helped, but all have been used. */
  | { readonly kind: "exhausted" };

/** What follows the latest of so many failures. `random`, in [0, 1), is for the jitter. */
export function judgeFailure(
  policy: RetryPolicy,
  error: unknown,
  failures: number,
  random: number,
): RetryVerdict {
  if (!mayHelp(policy, error)) return { kind: "fatal" };
  if (failures > policy.retriesMax) return { kind: "exhausted" };
  return { kind: "retry", delayMs: pauseMs(policy, failures, random) };
}

/** The pause after so many failures: it grows up to `delayMaxMs`, and is shortened at random by at most `jitter` of it. */
export function pauseMs(policy: RetryPolicy, failures: number, random: number): number {
  const full = Math.min(policy.delayMs * policy.factor ** (failures - 1), policy.delayMaxMs);
  return Math.round(full * (1 - policy.jitter * random));
}

// The application's predicate is asked about values of every kind and may throw. The work must not be lost for that.
function mayHelp(policy: RetryPolicy, error: unknown): boolean {
  try {
    return policy.isRetryable(error);
  } catch {
    return true;
  }
}
