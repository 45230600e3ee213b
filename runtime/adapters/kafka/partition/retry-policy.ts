import { isRetryable } from "../../../errors/errors.ts";

export interface RetryOptions {
  /** Tries after the first one. 3 unless said otherwise: at most four calls of the handler. */
  readonly retriesMax?: number;
  /** Wait before the first retry. 1,000 unless said otherwise. */
  readonly delayMs?: number;
  /** Each further wait is this many times the one before. 2 unless said otherwise. */
  readonly factor?: number;
  /** No wait is longer. 30,000 unless said otherwise. */
  readonly delayMaxMs?: number;
  /** Whether another try may help. By default everything may but `FatalError` and mistakes in the code. */
  readonly isRetryable?: (error: unknown) => boolean;
}

export type RetryVerdict =
  | { readonly kind: "retry"; readonly delayMs: number }
  /** Another try cannot help. */
  | { readonly kind: "fatal" }
  /** Another try might have helped, but all have been used. */
  | { readonly kind: "exhausted" };

export interface RetryPolicy {
  readonly retriesMax: number;
  /** What to do after so many failed tries, the last with this error. */
  judge(error: unknown, failures: number): RetryVerdict;
}

/** Retries with exponential backoff, up to an exact number of tries. */
export function retryPolicy(options: RetryOptions = {}): RetryPolicy {
  const { retriesMax = 3, delayMs = 1000, factor = 2, delayMaxMs = 30_000 } = options;
  const mayHelp = options.isRetryable ?? isRetryable;
  return {
    retriesMax,
    judge(error, failures) {
      if (!askSafely(mayHelp, error)) return { kind: "fatal" };
      if (failures > retriesMax) return { kind: "exhausted" };
      return { kind: "retry", delayMs: Math.min(delayMs * factor ** (failures - 1), delayMaxMs) };
    },
  };
}

// Asked about values of every kind, somebody's predicate may fail itself; the record must not be lost for it.
function askSafely(predicate: (error: unknown) => boolean, error: unknown): boolean {
  try {
    return predicate(error);
  } catch {
    return true;
  }
}
