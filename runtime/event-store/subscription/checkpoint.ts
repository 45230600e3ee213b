import type { SqlDatabase } from "../../ports/sql-database.ts";
import { sql } from "../../sql/sql.ts";
import type { EventPosition } from "../stored-event.ts";

/** How far a subscription has come, and what it waits for. */
export interface Checkpoint extends EventPosition {
  /** Of the event that comes next. */
  readonly failures: number;
  /** How long its pause still lasts, by the database's clock; 0 or less when it is over. */
  readonly waitMs: number;
}

/** Where a subscription begins that nobody has had before. */
export type SubscriptionStart = "beginning" | "now";

export interface Checkpoints {
  /** Makes the checkpoint known where it is not yet. */
  create(from: SubscriptionStart): Promise<void>;
  read(): Promise<Checkpoint>;
  /**
   * In the transaction that is under way: whether this process may handle what follows `checkpoint`. It is false while another one
   * is at it, and when another one was. The lock writes nothing, so that a handler that takes its time holds no reader back.
   */
  claim(checkpoint: EventPosition): Promise<boolean>;
  advance(to: EventPosition): Promise<void>;
  /** Writes down that the event that follows `checkpoint` failed. */
  failed(checkpoint: EventPosition, failures: number, pauseMs: number, error: string): Promise<void>;
}

export function checkpointsOf(db: SqlDatabase, name: string): Checkpoints {
  const at = ({ tx, position }: EventPosition) =>
    sql`name = ${name} AND tx = ${tx}::xid8 AND position = ${position}::bigint`;
  return {
    async create(from) {
      // Events before the oldest open transaction are all there are up to now; what is still open comes.
      const tx = from === "now" ? sql`pg_snapshot_xmin(pg_current_snapshot())` : sql`'0'::xid8`;
      await db.query(sql`INSERT INTO seqwright_subscription (name, tx, position) VALUES (${name}, ${tx}, 0)
        ON CONFLICT (name) DO NOTHING`);
    },
    async read() {
      const { rows } =
        await db.query<Checkpoint>(sql`SELECT tx::text AS tx, position::text AS position, failures,
        extract(epoch FROM next_try_at - clock_timestamp())::float8 * 1000 AS "waitMs"
        FROM seqwright_subscription WHERE name = ${name}`);
      return rows[0] ?? { tx: "0", position: "0", failures: 0, waitMs: 0 };
    },
    async claim(checkpoint) {
      const { rows } = await db.query<{ readonly taken: boolean }>(
        sql`SELECT pg_try_advisory_xact_lock(hashtextextended(${name}, 7356493620533)) AS taken`,
      );
      if (rows[0]?.taken !== true) return false;
      const { rowCount } = await db.query(sql`SELECT 1 FROM seqwright_subscription WHERE ${at(checkpoint)}`);
      return rowCount > 0;
    },
    async advance({ tx, position }) {
      await db.query(sql`UPDATE seqwright_subscription SET tx = ${tx}::xid8, position = ${position}::bigint,
        failures = 0, error = NULL, next_try_at = clock_timestamp() WHERE name = ${name}`);
    },
    async failed(checkpoint, failures, pauseMs, error) {
      await db.query(sql`UPDATE seqwright_subscription SET failures = ${failures}::integer, error = ${error},
        next_try_at = clock_timestamp() + ${pauseMs}::float8 * interval '1 millisecond' WHERE ${at(checkpoint)}`);
    },
  };
}
