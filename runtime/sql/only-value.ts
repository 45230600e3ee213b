import type { SqlResult } from "../ports/sql-database.ts";

/**
 * The one value of a result with one row and one column, such as that of `INSERT … RETURNING id`;
 * `null` when there is no row.
 */
export function onlyValue({ rows }: SqlResult): unknown {
  const [row, ...others] = rows;
  if (row === undefined) return null;
  const values = Object.values(row);
  if (others.length > 0 || values.length !== 1) {
    throw new RangeError(`expected one row with one column, got ${rows.length} with ${values.length}`);
  }
  return values[0];
}
