import { isRetryable } from "../../errors/errors.ts";

/** When a step that failed is tried again. */
export interface RetryPolicy {
  /** How often a step is tried again after its first try. 10 unless said otherwise. */
  readonly retriesMax: number;
  /** The pause before the first retry. 200 ms unless said otherwise. */
  readonly initialMs: number;
  /** What each further pause is multiplied with. 2 unless said otherwise. */
  readonly factor: number;
  /** No pause is longer. One minute unless said otherwise. */
  readonly maxMs: number;
  /** The share of a pause that is drawn at random, so that many workflows do not come back at once. 0.5 unless said otherwise. */
  readonly jitter: number;
  /** Whether another try may help; `isRetryable` unless said otherwise. */
  readonly isRetryable: (error: unknown) => boolean;
}

export const defaultRetryPolicy: RetryPolicy = {
  retriesMax: 10,
  initialMs: 200,
  factor: 2,
  maxMs: 60_000,
  jitter: 0.5,
  isRetryable,
};

/** What follows a failed try. */
export type FailureVerdict =
  | { readonly kind: "again"; readonly afterMs: number }
  | { readonly kind: "final"; readonly reason: "fatal" | "retry limit" };

/** `failures` counts this one too; `random` is in [0, 1). */
export function judgeFailure(
  policy: RetryPolicy,
  error: unknown,
  failures: number,
  random: number,
): FailureVerdict {
  if (!policy.isRetryable(error)) return { kind: "final", reason: "fatal" };
  if (failures > policy.retriesMax) return { kind: "final", reason: "retry limit" };
  return { kind: "again", afterMs: pauseMs(policy, failures, random) };
}

/** The pause after so many failures: grows exponentially up to `maxMs`, less a random part of at most `jitter`. */
export function pauseMs(policy: RetryPolicy, failures: number, random: number): number {
  const full = Math.min(policy.initialMs * policy.factor ** (failures - 1), policy.maxMs);
  return Math.round(full * (1 - policy.jitter * random));
}
