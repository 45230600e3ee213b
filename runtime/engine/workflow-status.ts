import type { SqlDatabase } from "../ports/sql-database.ts";
import { sql } from "../sql/sql.ts";
import type { ErrorRecord } from "./recorded-error.ts";
import type { WorkflowState } from "./workflow-state.ts";
import type { StepStatus, WorkflowStatus } from "./workflow.ts";

export async function workflowStatus(
  db: SqlDatabase,
  diagram: string,
  id: string,
): Promise<WorkflowStatus | undefined> {
  const { rows } = await db.query<StatusRow>(sql`SELECT key::text AS key, state, attempts, crashes,
      next_run_at AS "nextRunAt", lease_owner AS "leaseOwner", lease_until AS "leaseUntil", error
    FROM seqwright_workflow WHERE diagram = ${diagram} AND id = ${id}`);
  const row = rows[0];
  if (row === undefined) return undefined;
  const steps = await db.query<StepStatus>(sql`SELECT step, outcome, failures FROM seqwright_journal
    WHERE workflow = ${row.key}::bigint ORDER BY sequence`);
  return {
    state: row.state,
    attempts: row.attempts,
    crashes: row.crashes,
    nextRunAt: row.nextRunAt,
    leaseOwner: row.leaseOwner ?? undefined,
    leaseUntil: row.leaseUntil ?? undefined,
    error: row.error === null ? undefined : (JSON.parse(row.error) as ErrorRecord),
    steps: steps.rows,
  };
}

interface StatusRow {
  readonly key: string;
  readonly state: WorkflowState;
  readonly attempts: number;
  readonly crashes: number;
  readonly nextRunAt: Date;
  readonly leaseOwner: string | null;
  readonly leaseUntil: Date | null;
  readonly error: string | null;
}
