import type { SqlDatabase } from "../ports/sql-database.ts";
import type { MigrationSet } from "../sql/migrate.ts";
import { sql } from "../sql.ts";

/** Remembers which events have been dealt with, so that one that comes again changes nothing. */
export interface ProcessedEvents {
  has(id: string): Promise<boolean>;
  add(id: string): Promise<void>;
}

export const processedEventTables: MigrationSet = {
  name: "seqwright-processed-events",
  migrations: [
    {
      name: "001-processed-event",
      statements: [
        sql`CREATE TABLE seqwright_processed_event (
    consumer text NOT NULL,
    id text NOT NULL,
    processed_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    PRIMARY KEY (consumer, id)
  )`,
        sql`CREATE INDEX seqwright_processed_event_at ON seqwright_processed_event (processed_at)`,
      ],
    },
  ],
};

/**
 * The events that `consumer` has dealt with. An event is added after all of its effects: a crash in between has it
 * handled again, rather than leaving half of it undone for ever.
 */
export function processedEvents(database: SqlDatabase, consumer: string): ProcessedEvents {
  return {
    async has(id) {
      const { rowCount } = await database.query(
        sql`SELECT 1 FROM seqwright_processed_event WHERE consumer = ${consumer} AND id = ${id}`,
      );
      return rowCount > 0;
    },
    async add(id) {
      await database.query(
        sql`INSERT INTO seqwright_processed_event (consumer, id) VALUES (${consumer}, ${id})
          ON CONFLICT DO NOTHING`,
      );
    },
  };
}

/** Forgets what no broker delivers again: events that were dealt with longer ago than this. */
export async function forgetProcessedEvents(database: SqlDatabase, keepDays: number): Promise<void> {
  await database.query(
    sql`DELETE FROM seqwright_processed_event
      WHERE processed_at < clock_timestamp() - make_interval(days => ${keepDays}::int)`,
  );
}
