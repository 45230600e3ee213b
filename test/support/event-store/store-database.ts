import { inject } from "vitest";
import { postgresDatabase } from "../../../runtime/adapters/postgres.ts";
import { eventStoreTables } from "../../../runtime/event-store/index.ts";
import type { SqlDatabase } from "../../../runtime/ports/sql-database.ts";
import { migrate } from "../../../runtime/sql/migrate.ts";
import { sql } from "../../../runtime/sql/sql.ts";
import { freshDatabase } from "../workflow/fresh-database.ts";

export interface StoreDatabase extends AsyncDisposable {
  readonly url: string;
  readonly db: SqlDatabase;
}

/** A PostgreSQL database of its own, with the event store's tables and an empty `tally (place, stream, version)`. */
export async function storeDatabase(): Promise<StoreDatabase> {
  const database = await freshDatabase(inject("services").postgres.url);
  const db = postgresDatabase({ url: database.url, connectionsMax: 16 });
  await migrate(db, eventStoreTables);
  await db.query(
    sql`CREATE TABLE tally (place bigint GENERATED ALWAYS AS IDENTITY, stream text, version integer)`,
  );
  return {
    url: database.url,
    db,
    async [Symbol.asyncDispose]() {
      await db[Symbol.asyncDispose]();
      await database[Symbol.asyncDispose]();
    },
  };
}

/** What the tally holds, in the order in which it was written. */
export async function tallyOf(db: SqlDatabase): Promise<readonly string[]> {
  const { rows } = await db.query<{ readonly entry: string }>(
    sql`SELECT stream || '/' || version AS entry FROM tally ORDER BY place`,
  );
  return rows.map(({ entry }) => entry);
}
