import type { SqlDatabase } from "../ports/sql-database.ts";
import type { MigrationSet } from "../sql/migrate.ts";
import { sql } from "../sql/sql.ts";

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

export interface ForgettingOptions {
  /** What was dealt with longer ago is forgotten: no broker delivers it again. Default: 14 days. */
  readonly keepDays?: number;
  /** How often that is looked for. Default: one hour. */
  readonly everyMs?: number;
  /** Rows in one statement, so that none takes long. Default: 10,000. */
  readonly batchMax?: number;
  readonly onError: (error: unknown, attempted: string) => void;
}

/** Forgets old events now and from time to time, beside all else, for as long as it is not disposed. */
export function forgettingProcessedEvents(
  database: SqlDatabase,
  { keepDays = 14, everyMs = 3_600_000, batchMax = 10_000, onError }: ForgettingOptions,
): AsyncDisposable {
  const stop = new AbortController();

  const forget = async (): Promise<void> => {
    // Several processes may be at it: each takes rows that no other has taken.
    const batch = sql`DELETE FROM seqwright_processed_event WHERE (consumer, id) IN (
      SELECT consumer, id FROM seqwright_processed_event
      WHERE processed_at < clock_timestamp() - make_interval(days => ${keepDays}::int)
      LIMIT ${batchMax}::int FOR UPDATE SKIP LOCKED)`;
    try {
      for (let forgotten = batchMax; forgotten === batchMax && !stop.signal.aborted;)
        ({ rowCount: forgotten } = await database.query(batch));
    } catch (error) {
      onError(error, "forget events that were dealt with long ago");
    }
  };

  let underWay = forget();
  const timer = setInterval(() => {
    underWay = underWay.then(forget);
  }, everyMs);
  // A process that has nothing else to do may end.
  timer.unref();
  return {
    async [Symbol.asyncDispose]() {
      stop.abort();
      clearInterval(timer);
      await underWay;
    },
  };
}
