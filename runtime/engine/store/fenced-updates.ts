import type { SqlDatabase } from "../../ports/sql-database.ts";
import { sql } from "../../sql/sql.ts";
import { entryColumns, entryTable, timeAfter } from "./sql-fragments.ts";
import type { JournalEntry } from "../journal/journal.ts";
import type { Lease } from "./lease.ts";

/** A failure as a row keeps it. */
export interface StoredFailure {
  readonly error: string;
  readonly failedStep: number | null;
  readonly failedCalls: number | null;
}

/** What only the worker with the latest lease (and so the latest fence) may write. All resolve to false when the lease is lost. */
export interface FencedUpdates {
  /** Writes an entry down. A step that has finished already stays as it is, and then the answer is false, too. */
  record(lease: Lease, entry: JournalEntry): Promise<boolean>;
  /** Ends it, and writes down the entries that were left for the end. */
  finish(lease: Lease, entries: readonly JournalEntry[]): Promise<boolean>;
  fail(lease: Lease, failure: StoredFailure): Promise<boolean>;
  /** It has failed, but that could not be reported: to be tried again after the pause. */
  postpone(lease: Lease, failure: StoredFailure, afterMs: number): Promise<boolean>;
  release(lease: Lease, state: "pending" | "waiting", afterMs: number, attempts: number): Promise<boolean>;
}

export function fencedUpdates(db: SqlDatabase): FencedUpdates {
  return {
    async record({ key, fence }, { sequence, step, outcome, finished, failures, content }) {
      // The lock keeps other workers from taking the workflow up before this is committed; it does not keep this worker
      // from renewing its lease, should the commit take its time.
      const { rowCount } = await db.query(sql`INSERT INTO seqwright_journal AS known
          (workflow, fence, ${entryColumns})
        SELECT key, ${fence}::integer, ${sequence}::integer, ${step.name}::text, ${step.digest}::text,
          ${outcome}::text, ${finished}::integer, ${failures}::integer, ${content}::text
        FROM seqwright_workflow
        WHERE key = ${key}::bigint AND fence = ${fence}::integer AND state = 'running' FOR KEY SHARE
        ON CONFLICT (workflow, sequence) DO UPDATE SET
          step = excluded.step, digest = excluded.digest, outcome = excluded.outcome, finished = excluded.finished,
          failures = excluded.failures, content = excluded.content, fence = excluded.fence,
          recorded_at = clock_timestamp()
        WHERE known.outcome = 'failing'`);
      return rowCount > 0;
    },

    async finish({ key, fence }, entries) {
      const { rowCount } = await db.query(sql`WITH finished AS (
          UPDATE seqwright_workflow SET state = 'done', error = NULL, lease_owner = NULL, lease_until = NULL,
            finished_at = clock_timestamp()
          WHERE key = ${key}::bigint AND fence = ${fence}::integer AND state IN ('running', 'done')
          RETURNING key),
        noted AS (
          INSERT INTO seqwright_journal (workflow, fence, ${entryColumns})
          SELECT key, ${fence}::integer, ${entryColumns} FROM finished, ${entryTable(entries)}
          ON CONFLICT (workflow, sequence) DO NOTHING)
        SELECT key FROM finished`);
      return rowCount > 0;
    },

    async fail({ key, fence }, { error, failedStep, failedCalls }) {
      const { rowCount } = await db.query(sql`UPDATE seqwright_workflow
        SET state = 'failed', error = ${error}, failed_step = ${failedStep}::integer,
          failed_calls = ${failedCalls}::integer, lease_owner = NULL, lease_until = NULL,
          finished_at = clock_timestamp()
        WHERE key = ${key}::bigint AND fence = ${fence}::integer AND state IN ('running', 'failed')`);
      return rowCount > 0;
    },

    async postpone({ key, fence }, { error, failedStep, failedCalls }, afterMs) {
      const { rowCount } = await db.query(sql`UPDATE seqwright_workflow
        SET state = 'waiting', error = ${error}, failed_step = ${failedStep}::integer,
          failed_calls = ${failedCalls}::integer, attempts = attempts + 1, next_run_at = ${timeAfter(afterMs)},
          progress = ${countOfFinished}, lease_owner = NULL, lease_until = NULL
        WHERE key = ${key}::bigint AND fence = ${fence}::integer AND state = 'running'`);
      return rowCount > 0;
    },

    async release({ key, fence }, state, afterMs, attempts) {
      const { rowCount } = await db.query(sql`UPDATE seqwright_workflow
        SET state = ${state}, next_run_at = ${timeAfter(afterMs)}, attempts = ${attempts}::integer,
          crashes = CASE WHEN ${countOfFinished} > progress THEN 0 ELSE crashes END,
          progress = ${countOfFinished}, lease_owner = NULL, lease_until = NULL
        WHERE key = ${key}::bigint AND fence = ${fence}::integer AND state = 'running'`);
      return rowCount > 0;
    },
  };
}

const countOfFinished = sql`(SELECT count(*) FROM seqwright_journal WHERE workflow = key AND outcome <> 'failing')`;
