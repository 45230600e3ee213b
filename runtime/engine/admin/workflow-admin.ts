import type { SqlDatabase } from "../../ports/sql-database.ts";
import { sql } from "../../sql/sql.ts";
import { defaultRetention, type RetentionOptions } from "../settings/engine-options.ts";
import { purgeWorkflows } from "./purge-workflows.ts";
import type { ErrorRecord } from "../journal/recorded-error.ts";
import { retryWorkflow } from "./retry-workflow.ts";
import { workflowStatus, type StepStatus, type WorkflowStatus } from "./workflow-status.ts";
import type { WorkflowState } from "../store/workflow-store.ts";

/** What an operator does with workflows, from any process that reaches the database: no worker is needed for it. */
export interface WorkflowAdmin {
  /** Workflows by age, the oldest first. */
  list(filter?: WorkflowFilter): Promise<readonly WorkflowSummary[]>;
  /** Resolves to `undefined` when there is no such workflow. */
  status(diagram: string, id: string): Promise<WorkflowStatus | undefined>;
  /**
   * Has a failed workflow tried again, by whichever worker, from the step that failed it. What its code did in answer to
   * the failure is forgotten, and done again should it come to that. Resolves to false when it has not failed.
   */
  retry(diagram: string, id: string): Promise<boolean>;
  /** Removes workflows that have been over for long enough, with their journals. Resolves to how many there were. */
  purge(retention?: Partial<Omit<RetentionOptions, "everyMs">>): Promise<number>;
}

export interface WorkflowFilter {
  readonly diagram?: string;
  readonly states?: readonly WorkflowState[];
  /** Only such as are not over and have not finished or failed a step, nor begun, for so long. */
  readonly stuckForMs?: number;
  /** How many at most. Default: 100. */
  readonly countMax?: number;
  /** For the next page: the `key` of the last one that was listed. */
  readonly after?: string;
}

export interface WorkflowSummary {
  readonly key: string;
  readonly diagram: string;
  readonly id: string;
  readonly state: WorkflowState;
  readonly attempts: number;
  readonly crashes: number;
  readonly createdAt: Date;
  readonly finishedAt: Date | undefined;
  readonly nextRunAt: Date;
  readonly leaseOwner: string | undefined;
  readonly leaseUntil: Date | undefined;
  readonly error: ErrorRecord | undefined;
  /** What the journal says last. */
  readonly lastStep: (StepStatus & { readonly recordedAt: Date }) | undefined;
}

/** `workflowAdmin(db).list({ states: ["failed"] })`; `db` holds the engine's tables. */
export function workflowAdmin(db: SqlDatabase): WorkflowAdmin {
  return {
    async list({ diagram, states, stuckForMs, countMax = 100, after = "0" } = {}) {
      const { rows } = await db.query<SummaryRow>(sql`SELECT workflow.key::text AS key, diagram, id, state,
          attempts, crashes, created_at AS "createdAt", finished_at AS "finishedAt", next_run_at AS "nextRunAt",
          lease_owner AS "leaseOwner", lease_until AS "leaseUntil", error,
          step, outcome, failures, recorded_at AS "recordedAt"
        FROM seqwright_workflow AS workflow LEFT JOIN LATERAL (
          SELECT step, outcome, failures, recorded_at FROM seqwright_journal
          WHERE workflow = workflow.key ORDER BY recorded_at DESC, sequence DESC LIMIT 1) AS last ON true
        WHERE workflow.key > ${after}::bigint
          AND (${diagram ?? null}::text IS NULL OR diagram = ${diagram ?? null}::text)
          AND (${states ?? null}::text[] IS NULL OR state = ANY(${states ?? null}::text[]))
          AND (${stuckForMs ?? null}::float8 IS NULL OR state NOT IN ('done', 'failed')
            AND coalesce(recorded_at, created_at)
              < clock_timestamp() - ${stuckForMs ?? null}::float8 * interval '1 millisecond')
        ORDER BY workflow.key LIMIT ${countMax}::integer`);
      return rows.map(summaryOf);
    },
    status: (diagram, id) => workflowStatus(db, diagram, id),
    retry: (diagram, id) => retryWorkflow(db, diagram, id),
    purge: (retention = {}) => purgeWorkflows(db, { ...defaultRetention, ...retention }),
  };
}

interface SummaryRow extends Pick<
  WorkflowSummary,
  "key" | "diagram" | "id" | "state" | "attempts" | "crashes" | "createdAt" | "nextRunAt"
> {
  readonly finishedAt: Date | null;
  readonly leaseOwner: string | null;
  readonly leaseUntil: Date | null;
  readonly error: string | null;
  readonly step: string | null;
  readonly outcome: StepStatus["outcome"];
  readonly failures: number;
  readonly recordedAt: Date;
}

function summaryOf({ step, outcome, failures, recordedAt, ...row }: SummaryRow): WorkflowSummary {
  return {
    ...row,
    finishedAt: row.finishedAt ?? undefined,
    leaseOwner: row.leaseOwner ?? undefined,
    leaseUntil: row.leaseUntil ?? undefined,
    error: row.error === null ? undefined : (JSON.parse(row.error) as ErrorRecord),
    lastStep: step === null ? undefined : { step, outcome, failures, recordedAt },
  };
}
