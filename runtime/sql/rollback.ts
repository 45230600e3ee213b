/** What a transaction's work returns to undo all that it did, and to answer all the same. */
class Rollback {
  readonly value: unknown;

  constructor(value: unknown) {
    this.value = value;
  }
}

/**
 * Returned by the work of a transaction: nothing of it is committed, and the transaction resolves to `value`. The type is
 * that of `value`, since that is what whoever runs the transaction gets.
 */
export function rollback(): undefined;
export function rollback<T>(value: T): T;
export function rollback(value?: unknown): unknown {
  return new Rollback(value);
}

/** Whether the work asks for its transaction to be undone. */
export function isRollback(result: unknown): result is { readonly value: unknown } {
  return result instanceof Rollback;
}

/** What a transaction with this result resolves to. */
export function answerOf<T>(result: T): T {
  return isRollback(result) ? (result.value as T) : result;
}
