import { foldedName } from "../model/sql/folded-name.ts";
import type { SqlResult } from "../ports/sql-database.ts";

/**
 * The one value of a result with one row and one column, such as that of `INSERT … RETURNING id`; `null` when there is
 * no row. Of several columns, `column` says which: of one row `total`, say.
 */
export function onlyValue({ rows }: SqlResult, column?: string): unknown {
  const [row, ...others] = rows;
  if (row === undefined) return null;
  const columns = Object.entries(row);
  const values =
    column === undefined ? columns : columns.filter(([name]) => foldedName(name) === foldedName(column));
  const [only] = values;
  if (others.length > 0 || values.length !== 1 || only === undefined) {
    throw new RangeError(`expected one row with one column, got ${rows.length} with ${values.length}`);
  }
  return only[1];
}
