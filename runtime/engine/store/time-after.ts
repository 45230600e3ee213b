import { sql } from "../../sql/sql.ts";

/** This long from now, by the database's clock; the start of a transaction may lie too far back. */
export function timeAfter(ms: number): ReturnType<typeof sql> {
  return sql`clock_timestamp() + ${ms}::float8 * interval '1 millisecond'`;
}
