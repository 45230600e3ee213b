import type { SqlDatabase } from "../../ports/sql-database.ts";

/** The rows of each table of the system's own, as text; the runtime's tables (`seqwright_…`) are left out. */
export type TableContents = ReadonlyMap<string, readonly string[]>;

/** Reads all rows of all tables. `without` says which values do not count, such as times that a statement takes from a clock. */
export async function tableContents(
  sql: SqlDatabase,
  tables: readonly string[],
  { withoutTimes = false }: { readonly withoutTimes?: boolean } = {},
): Promise<TableContents> {
  const contents = new Map<string, readonly string[]>();
  for (const table of tables.filter((name) => !name.startsWith("seqwright_"))) {
    const text = `SELECT * FROM "${table.replaceAll('"', '""')}"`;
    const { rows } = await sql.query({ text, values: [] });
    contents.set(table, rows.map((row) => textOf(row, withoutTimes)).toSorted());
  }
  return contents;
}

function textOf(row: Readonly<Record<string, unknown>>, withoutTimes: boolean): string {
  return JSON.stringify(row, (name, value: unknown) => {
    // JSON has made text of dates by now; the row itself still has them.
    const isTime = row[name] instanceof Date;
    if (isTime && withoutTimes) return "(a time)";
    return typeof value === "bigint" ? String(value) : value;
  });
}

/** How the contents of a table differ, in a few words; undefined where none does. */
export function differenceOf(before: TableContents, after: TableContents): string | undefined {
  for (const [table, rows] of after) {
    const known = before.get(table) ?? [];
    const more = rows.find((row) => !known.includes(row));
    const lost = known.find((row) => !rows.includes(row));
    if (more !== undefined && lost !== undefined) return `a row of ${table} is ${more} instead of ${lost}`;
    if (more !== undefined) return `there is a row more in ${table}: ${more}`;
    if (lost !== undefined) return `there is a row less in ${table}: ${lost}`;
    if (rows.length !== known.length) return `${table} has ${rows.length} rows instead of ${known.length}`;
  }
  return undefined;
}
