import { FatalError } from "../errors/errors.ts";
import type { SqlDatabase } from "../ports/sql-database.ts";
import { sql } from "../sql/sql.ts";

/**
 * Transaction numbers begin anew in a database that was restored from a dump. Events from before would wait for years
 * until their number comes again: better to be told.
 */
export async function refuseRestored(db: SqlDatabase): Promise<void> {
  const { rowCount } = await db.query(sql`SELECT 1 FROM seqwright_event
    WHERE tx >= pg_snapshot_xmax(pg_current_snapshot()) LIMIT 1`);
  if (rowCount === 0) return;
  throw new FatalError(
    "the event store holds events of transactions that this database has not had yet: it was restored from a dump. " +
      "Before anything is written to it, call `adoptRestoredEvents(db)` once",
  );
}

/** For a database that was restored from a dump: subscriptions go on where they were, and see what follows. */
export async function adoptRestoredEvents(db: SqlDatabase): Promise<void> {
  await db.transaction(async () => {
    // Positions alone give the order of what has long been committed, except where a stream's own order says otherwise.
    await db.query(sql`WITH ordered AS (
        SELECT stream, version, row_number() OVER (ORDER BY tx, position) AS place FROM seqwright_event),
      reached AS (
        SELECT s.name, count(e.*) AS seen FROM seqwright_subscription s
        LEFT JOIN seqwright_event e ON (e.tx, e.position) <= (s.tx, s.position) GROUP BY s.name),
      moved AS (
        UPDATE seqwright_subscription s SET tx = '1', position = r.seen FROM reached r WHERE s.name = r.name)
      UPDATE seqwright_event e SET tx = '1', position = o.place
      FROM ordered o WHERE e.stream = o.stream AND e.version = o.version`);
  });
}
