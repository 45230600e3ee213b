import type { StoredEvent } from "../ports/event-store.ts";
import { sql } from "../sql/sql.ts";

export interface EventRow extends Omit<StoredEvent, "position" | "recordedAt"> {
  readonly tx: string;
  readonly position: string;
  readonly recorded_at: Date;
}

/** Numbers that other processes must read exactly as they are stay text. */
export const eventColumns = sql`tx::text AS tx, position::text AS position, stream, version, id, type, data, metadata,
  recorded_at`;

export function storedEvent({ tx, position, recorded_at: recordedAt, ...event }: EventRow): StoredEvent {
  return { ...event, position: positionText({ tx, position }), recordedAt };
}

/** A place among all events: see `eventStoreTables`. Both are whole numbers in decimal digits. */
export interface EventPosition {
  readonly tx: string;
  readonly position: string;
}

export function positionText({ tx, position }: EventPosition): string {
  return `${tx}/${position}`;
}
