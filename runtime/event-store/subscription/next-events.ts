import type { StoredEvent } from "../../ports/event-store.ts";
import type { SqlDatabase } from "../../ports/sql-database.ts";
import { sql } from "../../sql/sql.ts";
import { eventColumns, storedEvent, type EventPosition, type EventRow } from "../stored-event.ts";

export interface NextEvent {
  readonly event: StoredEvent;
  readonly position: EventPosition;
}

/**
 * The events after `checkpoint`, of these categories (of all, when there are none), that no open transaction can still
 * come before.
 */
export async function nextEvents(
  db: SqlDatabase,
  checkpoint: EventPosition,
  { categories, batchMax }: { readonly categories: readonly string[]; readonly batchMax: number },
): Promise<readonly NextEvent[]> {
  const ofThese = categories.length === 0 ? sql`true` : sql`category = ANY (${categories}::text[])`;
  const { rows } = await db.query<EventRow>(sql`SELECT ${eventColumns} FROM seqwright_event
    WHERE (tx, position) > (${checkpoint.tx}::xid8, ${checkpoint.position}::bigint)
      AND tx < pg_snapshot_xmin(pg_current_snapshot()) AND ${ofThese}
    ORDER BY seqwright_event.tx, seqwright_event.position LIMIT ${batchMax}::integer`);
  return rows.map((row) => ({ event: storedEvent(row), position: { tx: row.tx, position: row.position } }));
}
