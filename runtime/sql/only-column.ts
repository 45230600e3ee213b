import type { SqlResult } from "../ports/sql-database.ts";

/** The values of a result with one column, such as those of `SELECT id FROM orders`: one for each row. */
export function onlyColumn({ rows }: SqlResult): readonly unknown[] {
  return rows.map((row) => {
    const [value, ...others] = Object.values(row);
    if (value === undefined || others.length > 0)
      throw new RangeError(`expected one column, got ${Object.keys(row).length}`);
    return value;
  });
}
