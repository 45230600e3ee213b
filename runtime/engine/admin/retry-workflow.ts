import type { SqlDatabase } from "../../ports/sql-database.ts";
import { sql } from "../../sql/sql.ts";

/** Lets a failed workflow be taken up again from the step that failed it. Resolves to whether there was one. */
export async function retryWorkflow(db: SqlDatabase, diagram: string, id: string): Promise<boolean> {
  return db.transaction(async () => {
    const { rows } = await db.query<FailedRow>(sql`SELECT key::text AS key, failed_step AS "failedStep",
        failed_calls AS "failedCalls"
      FROM seqwright_workflow WHERE diagram = ${diagram} AND id = ${id} AND state = 'failed' FOR UPDATE`);
    const failed = rows[0];
    if (failed === undefined) return false;
    const { key, failedStep, failedCalls } = failed;
    // Steps that failed side by side with it, and those that the code took because it failed, go with it.
    await db.query(sql`DELETE FROM seqwright_journal WHERE workflow = ${key}::bigint
      AND (outcome = 'failing' OR sequence = ${failedStep}::integer OR sequence >= ${failedCalls}::integer
        OR (outcome = 'threw' AND finished > (SELECT finished FROM seqwright_journal
          WHERE workflow = ${key}::bigint AND sequence = ${failedStep}::integer)))`);
    await db.query(sql`UPDATE seqwright_workflow SET state = 'pending', error = NULL, failed_step = NULL,
        failed_calls = NULL, attempts = 0, crashes = 0, finished_at = NULL, next_run_at = clock_timestamp(),
        progress = (SELECT count(*) FROM seqwright_journal WHERE workflow = key AND outcome <> 'failing')
      WHERE key = ${key}::bigint`);
    return true;
  });
}

interface FailedRow {
  readonly key: string;
  readonly failedStep: number | null;
  readonly failedCalls: number | null;
}
