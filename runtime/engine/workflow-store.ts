import type { SqlDatabase } from "../ports/sql-database.ts";
import { sql } from "../sql.ts";
import type { JournalEntry } from "./journal.ts";
import type { WorkflowState } from "./workflow-state.ts";

/** A worker's hold on a workflow. It may write as long as nobody has taken the workflow up after it. */
export interface Hold {
  readonly key: string;
  readonly fence: number;
}

export interface ClaimedWorkflow extends Hold {
  readonly diagram: string;
  readonly id: string;
  readonly payload: string;
  /** How often the workflow was taken up without a step being finished since. */
  readonly attempts: number;
}

export interface WorkflowRow {
  readonly key: string;
  readonly diagram: string;
  readonly id: string;
  readonly state: WorkflowState;
  readonly attempts: number;
  readonly nextRunAt: Date;
  readonly leaseOwner: string | null;
  readonly leaseUntil: Date | null;
  readonly fence: number;
  readonly error: string | null;
}

/** The statements by which workers share the tables. What takes a `Hold` resolves to false when the hold is lost. */
export interface WorkflowStore {
  /** Resolves to `undefined` when the workflow is already there. The owner has it from the start. */
  insert(workflow: NewWorkflow): Promise<Hold | undefined>;
  /** The workflows that are due: new ones, those whose pause is over, and those whose worker let its lease expire. */
  claim(claim: Claim): Promise<readonly ClaimedWorkflow[]>;
  /** Resolves to the holds that are still good. */
  renew(owner: string, holds: readonly Hold[], leaseMs: number): Promise<readonly Hold[]>;
  /** With `"once"`, a step that is already recorded as finished stays as it is, and the answer is false. */
  record(hold: Hold, entry: JournalEntry, how: "once" | "again"): Promise<boolean>;
  /** What this very hold recorded of a step that finished. */
  recorded(hold: Hold, sequence: number): Promise<JournalEntry | undefined>;
  journal(key: string): Promise<readonly JournalEntry[]>;
  finish(hold: Hold, state: "done" | "failed", error: string | null): Promise<boolean>;
  release(hold: Hold, state: "pending" | "waiting", afterMs: number, attempts: number): Promise<boolean>;
  find(diagram: string, id: string): Promise<WorkflowRow | undefined>;
  /** Lets a failed workflow be taken up again from the step that failed it. Resolves to whether there was one. */
  revive(diagram: string, id: string): Promise<boolean>;
}

export interface NewWorkflow {
  readonly diagram: string;
  readonly id: string;
  readonly payload: string;
  readonly owner: string;
  readonly leaseMs: number;
}

export interface Claim {
  readonly owner: string;
  readonly diagrams: readonly string[];
  readonly countMax: number;
  readonly leaseMs: number;
}

export function workflowStore(db: SqlDatabase): WorkflowStore {
  return {
    async insert({ diagram, id, payload, owner, leaseMs }) {
      const { rows } = await db.query<Hold>(sql`INSERT INTO seqwright_workflow
          (diagram, id, payload, state, lease_owner, lease_until, fence)
        VALUES (${diagram}, ${id}, ${payload}, 'running', ${owner}, ${timeAfter(leaseMs)}, 1)
        ON CONFLICT (diagram, id) DO NOTHING
        RETURNING key::text AS key, fence`);
      return rows[0];
    },

    async claim({ owner, diagrams, countMax, leaseMs }) {
      // A worker that let its lease expire has crashed, as far as anyone can tell: that counts as an attempt, unless
      // it finished a step since the workflow was last taken up.
      const { rows } = await db.query<ClaimedWorkflow>(sql`WITH due AS (
          SELECT key, (SELECT count(*) FROM seqwright_journal
            WHERE workflow = key AND outcome <> 'failing')::integer AS finished
          FROM seqwright_workflow
          WHERE diagram = ANY(${diagrams}::text[])
            AND ((state IN ('pending', 'waiting') AND next_run_at <= clock_timestamp())
              OR (state = 'running' AND lease_until <= clock_timestamp()))
          ORDER BY next_run_at
          LIMIT ${countMax}::integer
          FOR NO KEY UPDATE SKIP LOCKED)
        UPDATE seqwright_workflow AS workflow SET
          attempts = CASE WHEN due.finished > progress THEN 0 ELSE attempts END
            + CASE WHEN state = 'running' THEN 1 ELSE 0 END,
          progress = due.finished,
          state = 'running', lease_owner = ${owner}, lease_until = ${timeAfter(leaseMs)}, fence = fence + 1
        FROM due WHERE workflow.key = due.key
        RETURNING workflow.key::text AS key, fence, diagram, id, payload, attempts`);
      return rows;
    },

    async renew(owner, holds, leaseMs) {
      const { rows } = await db.query<Hold>(sql`UPDATE seqwright_workflow AS workflow
        SET lease_until = ${timeAfter(leaseMs)}
        FROM unnest(${holds.map(({ key }) => key)}::bigint[], ${holds.map(({ fence }) => fence)}::integer[])
          AS held (key, fence)
        WHERE workflow.key = held.key AND workflow.fence = held.fence
          AND state = 'running' AND lease_owner = ${owner}
        RETURNING workflow.key::text AS key, workflow.fence AS fence`);
      return rows;
    },

    async record({ key, fence }, { sequence, step, outcome, finished, failures, content }, how) {
      // The share lock keeps other workers from taking the workflow up before this is committed.
      const { rowCount } = await db.query(sql`WITH held AS (
          SELECT key FROM seqwright_workflow
          WHERE key = ${key}::bigint AND fence = ${fence}::integer AND state = 'running' FOR SHARE)
        INSERT INTO seqwright_journal AS entry
          (workflow, sequence, step, digest, outcome, finished, failures, content, fence)
        SELECT key, ${sequence}::integer, ${step.name}::text, ${step.digest}::text, ${outcome}::text,
          ${finished}::integer, ${failures}::integer, ${content}::text, ${fence}::integer FROM held
        ON CONFLICT (workflow, sequence) DO UPDATE SET
          step = excluded.step, digest = excluded.digest, outcome = excluded.outcome, finished = excluded.finished,
          failures = excluded.failures, content = excluded.content, fence = excluded.fence,
          recorded_at = clock_timestamp()
        WHERE entry.outcome = 'failing' OR (${how === "again"} AND entry.fence = excluded.fence)`);
      return rowCount > 0;
    },

    async recorded({ key, fence }, sequence) {
      const { rows } = await db.query<EntryRow>(sql`SELECT ${entryColumns} FROM seqwright_journal
        WHERE workflow = ${key}::bigint AND sequence = ${sequence}::integer AND fence = ${fence}::integer
          AND outcome <> 'failing'`);
      return rows.map(entryOf)[0];
    },

    async journal(key) {
      const { rows } = await db.query<EntryRow>(sql`SELECT ${entryColumns} FROM seqwright_journal
        WHERE workflow = ${key}::bigint ORDER BY sequence`);
      return rows.map(entryOf);
    },

    async finish({ key, fence }, state, error) {
      const { rowCount } = await db.query(sql`UPDATE seqwright_workflow
        SET state = ${state}, error = ${error}::text, lease_owner = NULL, lease_until = NULL,
          finished_at = clock_timestamp()
        WHERE key = ${key}::bigint AND fence = ${fence}::integer AND state IN ('running', ${state})`);
      return rowCount > 0;
    },

    async release({ key, fence }, state, afterMs, attempts) {
      const { rowCount } = await db.query(sql`UPDATE seqwright_workflow
        SET state = ${state}, next_run_at = ${timeAfter(afterMs)}, attempts = ${attempts}::integer,
          progress = (SELECT count(*) FROM seqwright_journal WHERE workflow = key AND outcome <> 'failing'),
          lease_owner = NULL, lease_until = NULL
        WHERE key = ${key}::bigint AND fence = ${fence}::integer AND state = 'running'`);
      return rowCount > 0;
    },

    async find(diagram, id) {
      const { rows } = await db.query<WorkflowRow>(sql`SELECT key::text AS key, diagram, id, state, attempts,
          next_run_at AS "nextRunAt", lease_owner AS "leaseOwner", lease_until AS "leaseUntil", fence, error
        FROM seqwright_workflow WHERE diagram = ${diagram} AND id = ${id}`);
      return rows[0];
    },

    async revive(diagram, id) {
      return db.transaction(async () => {
        const { rows } = await db.query<{ readonly key: string }>(sql`UPDATE seqwright_workflow
          SET state = 'pending', error = NULL, attempts = 0, finished_at = NULL, next_run_at = clock_timestamp()
          WHERE diagram = ${diagram} AND id = ${id} AND state = 'failed' RETURNING key::text AS key`);
        const key = rows[0]?.key;
        if (key === undefined) return false;
        await db.query(sql`DELETE FROM seqwright_journal
          WHERE workflow = ${key}::bigint AND (outcome = 'failing' OR (outcome = 'threw' AND finished = (
            SELECT max(finished) FROM seqwright_journal WHERE workflow = ${key}::bigint)))`);
        return true;
      });
    },
  };
}

interface EntryRow extends Omit<JournalEntry, "step"> {
  readonly step: string;
  readonly digest: string;
}

const entryColumns = sql`sequence, step, digest, outcome, finished, failures, content`;

function entryOf({ step, digest, ...entry }: EntryRow): JournalEntry {
  return { ...entry, step: { name: step, digest } };
}

/** This long from now, by the database's clock; the start of a transaction may lie too far back. */
function timeAfter(ms: number): ReturnType<typeof sql> {
  return sql`clock_timestamp() + ${ms}::float8 * interval '1 millisecond'`;
}
