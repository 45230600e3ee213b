import { FatalError } from "../errors/errors.ts";
import { failureBecause } from "./failure-because.ts";
import { sqlState } from "./sql-error.ts";

// PostgreSQL refuses everything in a transaction after a statement of it has failed, and says only that one has.
const abortedState = "25P02";

/** What a driver throws when PostgreSQL answered COMMIT with a rollback, as it does after a statement has failed. */
export function rolledBackInstead(): FatalError {
  return new FatalError("committing failed", {
    cause: Object.assign(new Error("PostgreSQL rolled the transaction back instead"), { code: abortedState }),
  });
}

/**
 * Remembers which statement of a transaction failed, so that what PostgreSQL refuses for that reason only is as worth
 * another try as that statement: after a deadlock it is, after a mistake it is not.
 */
export interface AbortCause {
  /** `error` as it came, or with what led to it. */
  explain(error: unknown): unknown;
}

export function abortCause(): AbortCause {
  let failure: unknown;
  return {
    explain(error) {
      const state = sqlState(error);
      if (state !== abortedState) {
        failure = error;
        return error;
      }
      if (failure === undefined) return error;
      return failureBecause("the transaction is rolled back, because a statement in it had failed", failure);
    },
  };
}
