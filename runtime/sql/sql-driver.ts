import type { SqlResult, SqlStatement } from "../ports/sql-database.ts";

export type RunStatement = (statement: SqlStatement) => Promise<SqlResult>;

/** What `ambientDatabase` needs of a client. Its own failures are already told apart as retryable or fatal. */
export interface SqlDriver {
  /** Runs one statement by itself. */
  readonly query: RunStatement;
  /**
   * Begins a transaction, hands over the means to run statements in it, and ends it: committed when `work` resolves,
   * rolled back when it rejects, in which case the rejection is passed on as it is. Rejects with PostgreSQL's code 25P02
   * when the commit turned out to be a rollback.
   */
  transaction<T>(work: (run: RunStatement) => Promise<T>): Promise<T>;
}
