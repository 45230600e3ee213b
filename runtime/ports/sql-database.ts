/** A statement with its values apart: `text` holds `$1`, `$2` … and never a value. Written with the `sql` tag. */
export interface SqlStatement {
  readonly text: string;
  readonly values: readonly unknown[];
}

export interface SqlResult<Row = Readonly<Record<string, unknown>>> {
  readonly rows: readonly Row[];
  /** How many rows the statement read, wrote or removed. */
  readonly rowCount: number;
}

/** What is to happen as a whole or not at all. */
export type UnitOfWork = () => Promise<void>;

/** A relational database. */
export interface SqlDatabase {
  query<Row = Readonly<Record<string, unknown>>>(statement: SqlStatement): Promise<SqlResult<Row>>;
  /**
   * Runs `work` in one transaction: everything that it queries on this database is committed together when it
   * resolves, and nothing when it rejects; the rejection is passed on. Nothing is committed either when it resolves to
   * `rollback(value)`; then this resolves to `value`. Nested calls join the outer transaction.
   */
  transaction<T>(work: () => Promise<T>): Promise<T>;
}
