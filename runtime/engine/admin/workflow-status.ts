import type { SqlDatabase } from "../../ports/sql-database.ts";
import { sql } from "../../sql/sql.ts";
import type { ErrorRecord } from "../journal/recorded-error.ts";
import type { WorkflowState } from "../store/workflow-store.ts";

export interface WorkflowStatus {
  readonly state: WorkflowState;
  /** How often its code failed since it last finished a step. */
  readonly attempts: number;
  /** How often a worker died with it, or lost its lease, since it last finished a step. */
  readonly crashes: number;
  readonly nextRunAt: Date;
  readonly leaseOwner: string | undefined;
  readonly leaseUntil: Date | undefined;
  /** Why it failed. In state `waiting`, that it failed is still to be reported: `onFailed` has rejected. */
  readonly error: ErrorRecord | undefined;
  readonly steps: readonly StepStatus[];
}

export interface StepStatus {
  readonly step: string;
  readonly outcome: "returned" | "threw" | "failing";
  readonly failures: number;
}

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
