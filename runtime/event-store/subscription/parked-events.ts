import type { StoredEvent } from "../../ports/event-store.ts";
import type { SqlDatabase } from "../../ports/sql-database.ts";
import { sql } from "../../sql/sql.ts";
import { eventColumns, storedEvent, type EventRow } from "../stored-event.ts";

/** An event that a subscription could not handle. It stays until somebody has it tried again. */
export interface ParkedEvent {
  readonly event: StoredEvent;
  readonly error: string;
  readonly parkedAt: Date;
}

type ParkedRow = EventRow & { readonly error: string; readonly parked_at: Date };

export interface ParkedEvents {
  list(): Promise<readonly ParkedEvent[]>;
  /** Has an event tried again, once; false where it is not parked. The subscription does so, out of order. */
  retry(stream: string, version: number): Promise<boolean>;
}

/** For operators: what the subscription has parked, oldest first. */
export function parkedEvents(db: SqlDatabase, subscription: string): ParkedEvents {
  return {
    async list() {
      const { rows } = await db.query<ParkedRow>(sql`SELECT ${eventColumns}, error, parked_at
        FROM seqwright_parked_event JOIN seqwright_event USING (stream, version)
        WHERE subscription = ${subscription} ORDER BY parked_at, stream, version`);
      return rows.map(({ error, parked_at: parkedAt, ...row }) => ({
        event: storedEvent(row),
        error,
        parkedAt,
      }));
    },
    async retry(stream, version) {
      const { rowCount } = await db.query(sql`UPDATE seqwright_parked_event SET again = true
        WHERE subscription = ${subscription} AND stream = ${stream} AND version = ${version}::bigint`);
      return rowCount > 0;
    },
  };
}

/** Puts an event aside, in the transaction that is under way. */
export async function park(
  db: SqlDatabase,
  subscription: string,
  { stream, version }: StoredEvent,
  error: string,
): Promise<void> {
  await db.query(sql`INSERT INTO seqwright_parked_event AS parked (subscription, stream, version, error)
    VALUES (${subscription}, ${stream}, ${version}::bigint, ${error})
    ON CONFLICT (subscription, stream, version) DO UPDATE SET error = excluded.error, again = false`);
}

/** Takes an event that is to be tried again, in the transaction that is under way; none where there is none. */
export async function takeParked(db: SqlDatabase, subscription: string): Promise<StoredEvent | undefined> {
  const { rows } = await db.query<EventRow>(sql`WITH taken AS (
      DELETE FROM seqwright_parked_event WHERE (subscription, stream, version) = (
        SELECT subscription, stream, version FROM seqwright_parked_event
        WHERE subscription = ${subscription} AND again LIMIT 1 FOR UPDATE SKIP LOCKED)
      RETURNING stream, version)
    SELECT ${eventColumns} FROM taken JOIN seqwright_event USING (stream, version)`);
  return rows.map(storedEvent)[0];
}
