import { FatalError, isRetryable, RetryableError } from "../errors/errors.ts";

/** Another message for `cause`, as worth another try as `cause` itself is. */
export function failureBecause(message: string, cause: unknown): RetryableError | FatalError {
  const text = `${message}: ${cause instanceof Error ? cause.message : String(cause)}`;
  return isRetryable(cause) ? new RetryableError(text, { cause }) : new FatalError(text, { cause });
}
