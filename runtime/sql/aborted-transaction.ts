import { FatalError, isRetryable, RetryableError } from "../errors.ts";

/**
 * What to throw when PostgreSQL answered COMMIT with a rollback, as it does after a statement has failed and the work
 * went on regardless. `failure` is the failure of that statement.
 */
export function abortedTransaction(failure: unknown): Error {
  const message = "rolled the transaction back, because a statement in it had failed";
  return failure !== undefined && isRetryable(failure)
    ? new RetryableError(message, { cause: failure })
    : new FatalError(message, { cause: failure });
}
