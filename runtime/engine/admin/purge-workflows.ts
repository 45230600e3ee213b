import type { SqlDatabase } from "../../ports/sql-database.ts";
import { sql } from "../../sql/sql.ts";
import type { RetentionOptions } from "../settings/engine-options.ts";

// Small enough not to hold up workers, nor to fill the log that replicas follow.
const batchSize = 500;

/** Removes what has been over for long enough, batch by batch, each by itself. Several workers may do so at once. */
export async function purgeWorkflows(
  db: SqlDatabase,
  { doneMs, failedMs }: Pick<RetentionOptions, "doneMs" | "failedMs">,
): Promise<number> {
  let removed = 0;
  for (const [state, keptMs] of [["done", doneMs] as const, ["failed", failedMs] as const]) {
    if (!Number.isFinite(keptMs)) continue;
    for (let count = batchSize; count === batchSize; removed += count)
      count = await purgeBatch(db, state, keptMs);
  }
  return removed;
}

async function purgeBatch(db: SqlDatabase, state: "done" | "failed", keptMs: number): Promise<number> {
  const { rows } = await db.query<{ readonly count: number }>(sql`WITH batch AS (
      SELECT key FROM seqwright_workflow
      WHERE state IN ('done', 'failed') AND state = ${state}::text
        AND finished_at <= clock_timestamp() - ${keptMs}::float8 * interval '1 millisecond'
      ORDER BY finished_at LIMIT ${batchSize}::integer FOR UPDATE SKIP LOCKED),
    removed AS (DELETE FROM seqwright_workflow USING batch WHERE seqwright_workflow.key = batch.key RETURNING 1)
    SELECT count(*)::integer AS count FROM removed`);
  return rows[0]?.count ?? 0;
}
