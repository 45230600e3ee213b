import type { SqlDatabase } from "../../ports/sql-database.ts";
import { factsReader } from "../values/load-statements.ts";
import type { KnownDatabase } from "./lacking-effect.ts";

/** The tables that a database has by now; undefined without one, or where nothing here can read statements. */
export async function knownDatabase(sql: SqlDatabase | undefined): Promise<KnownDatabase | undefined> {
  if (sql === undefined) return undefined;
  // Optional: without it, contract tests of diagrams with SQL say how it is installed.
  const library = await import("libpg-query").catch(() => undefined);
  if (library === undefined) return undefined;
  await library.loadModule();
  const { rows } = await sql.query<{ readonly table_name: string }>({
    text: "SELECT table_name FROM information_schema.tables WHERE table_schema = 'public'",
    values: [],
  });
  return { tables: rows.map(({ table_name }) => table_name), factsOf: factsReader(library) };
}
