import type { SqlDatabase } from "../../ports/sql-database.ts";
import { sql } from "../../sql/sql.ts";
import { fencedUpdates, type FencedUpdates } from "./fenced-updates.ts";
import type { Lease } from "./lease.ts";
import { entryColumns, entryOf, timeAfter, type EntryRow } from "./sql-fragments.ts";
import type { JournalEntry } from "../journal/journal.ts";

/**
 * `pending`: to be taken up by any worker. `running`: a worker holds its lease. `waiting`: to be taken up when a pause
 * is over. `done` and `failed` are final, but for an operator who has a failed workflow tried again.
 */
export type WorkflowState = "pending" | "running" | "waiting" | "done" | "failed";

export interface ClaimedWorkflow extends Lease {
  readonly diagram: string;
  readonly id: string;
  readonly payload: string;
  /** How often the workflow's code failed since a step was finished. */
  readonly attempts: number;
  /** How often a worker died with the workflow since a step was finished. */
  readonly crashes: number;
  /** Why the workflow has failed already, when only the report of that is still to be made. */
  readonly error: string | null;
  readonly failedStep: number | null;
  readonly failedCalls: number | null;
}

export interface WorkflowKey {
  readonly diagram: string;
  readonly id: string;
}

export interface WorkflowEnd extends WorkflowKey {
  /** `null` when there is no such workflow any more. */
  readonly state: "done" | "failed" | null;
  readonly error: string | null;
}

/** The statements by which workers share the tables. */
export interface WorkflowStore extends FencedUpdates {
  /** Resolves to `undefined` when the workflow is already there. The owner has it from the start. */
  insert(workflow: NewWorkflow): Promise<Lease | undefined>;
  /** The workflows that are due: new ones, those whose pause is over, and those whose worker let its lease expire. */
  claim(claim: Claim): Promise<readonly ClaimedWorkflow[]>;
  /** Resolves to the leases that are still good. */
  renew(owner: string, leases: readonly Lease[], leaseMs: number): Promise<readonly Lease[]>;
  /** What was recorded under this very lease of a step that finished. */
  recorded(lease: Lease, sequence: number): Promise<JournalEntry | undefined>;
  /** By key; workflows without an entry are absent. */
  journals(keys: readonly string[]): Promise<ReadonlyMap<string, readonly JournalEntry[]>>;
  /** Those of the workflows that are over, or no longer there. */
  ends(keys: readonly WorkflowKey[]): Promise<readonly WorkflowEnd[]>;
}

export interface NewWorkflow extends WorkflowKey {
  readonly payload: string;
  readonly owner: string;
  readonly leaseMs: number;
}

export interface Claim {
  readonly owner: string;
  readonly diagrams: readonly string[];
  readonly countMax: number;
  /** How many of those may be suspects. */
  readonly suspectsMax: number;
  readonly leaseMs: number;
}

/** After so many crashes in a row, a workflow is suspected of having caused them. */
export const suspectFromCrashes = 2;

export function workflowStore(db: SqlDatabase): WorkflowStore {
  return {
    ...fencedUpdates(db),

    async insert({ diagram, id, payload, owner, leaseMs }) {
      const { rows } = await db.query<Lease>(sql`INSERT INTO seqwright_workflow
          (diagram, id, payload, state, lease_owner, lease_until, fence)
        VALUES (${diagram}, ${id}, ${payload}, 'running', ${owner}, ${timeAfter(leaseMs)}, 1)
        ON CONFLICT (diagram, id) DO NOTHING
        RETURNING key::text AS key, fence`);
      return rows[0];
    },

    async claim({ owner, diagrams, countMax, suspectsMax, leaseMs }) {
      // A worker that let its lease expire has crashed, as far as anyone can tell: that counts, unless it finished a
      // step since the workflow was last taken up. `FOR UPDATE` passes over what a worker is just writing to.
      const isDue = sql`diagram = ANY(${diagrams}::text[])
        AND ((state IN ('pending', 'waiting') AND next_run_at <= clock_timestamp())
          OR (state = 'running' AND lease_until <= clock_timestamp()))`;
      const { rows } = await db.query<ClaimedWorkflow>(sql`WITH suspect AS (
          SELECT key FROM seqwright_workflow WHERE ${isDue} AND crashes >= ${suspectFromCrashes}::integer
          ORDER BY next_run_at LIMIT ${suspectsMax}::integer FOR UPDATE SKIP LOCKED),
        unsuspected AS (
          SELECT key FROM seqwright_workflow WHERE ${isDue} AND crashes < ${suspectFromCrashes}::integer
          ORDER BY next_run_at LIMIT ${countMax}::integer FOR UPDATE SKIP LOCKED),
        due AS (
          SELECT key, (SELECT count(*) FROM seqwright_journal
            WHERE workflow = key AND outcome <> 'failing')::integer AS finished
          FROM (SELECT key FROM suspect UNION ALL SELECT key FROM unsuspected) AS candidate
          LIMIT ${countMax}::integer)
        UPDATE seqwright_workflow AS workflow SET
          attempts = CASE WHEN due.finished > progress THEN 0 ELSE attempts END,
          crashes = CASE WHEN due.finished > progress THEN 0 ELSE crashes END
            + CASE WHEN state = 'running' THEN 1 ELSE 0 END,
          progress = due.finished,
          state = 'running', lease_owner = ${owner}, lease_until = ${timeAfter(leaseMs)}, fence = fence + 1
        FROM due WHERE workflow.key = due.key
        RETURNING workflow.key::text AS key, fence, diagram, id, payload, attempts, crashes, error,
          failed_step AS "failedStep", failed_calls AS "failedCalls"`);
      return rows;
    },

    async renew(owner, leases, leaseMs) {
      const { rows } = await db.query<Lease>(sql`UPDATE seqwright_workflow AS workflow
        SET lease_until = ${timeAfter(leaseMs)}
        FROM unnest(${leases.map(({ key }) => key)}::bigint[], ${leases.map(({ fence }) => fence)}::integer[])
          AS held (key, fence)
        WHERE workflow.key = held.key AND workflow.fence = held.fence
          AND state = 'running' AND lease_owner = ${owner}
        RETURNING workflow.key::text AS key, workflow.fence AS fence`);
      return rows;
    },

    async recorded({ key, fence }, sequence) {
      const { rows } = await db.query<EntryRow>(sql`SELECT ${entryColumns} FROM seqwright_journal
        WHERE workflow = ${key}::bigint AND sequence = ${sequence}::integer AND fence = ${fence}::integer
          AND outcome <> 'failing'`);
      return rows.map(entryOf)[0];
    },

    async journals(keys) {
      const { rows } = await db.query<EntryRow & { readonly key: string }>(sql`SELECT workflow::text AS key,
          ${entryColumns} FROM seqwright_journal WHERE workflow = ANY(${keys}::bigint[]) ORDER BY workflow, sequence`);
      const journals = new Map<string, JournalEntry[]>();
      for (const { key, ...row } of rows) {
        const journal = journals.get(key);
        if (journal === undefined) journals.set(key, [entryOf(row)]);
        else journal.push(entryOf(row));
      }
      return journals;
    },

    async ends(keys) {
      const { rows } = await db.query<WorkflowEnd>(sql`SELECT asked.diagram, asked.id, state, error
        FROM unnest(${keys.map(({ diagram }) => diagram)}::text[], ${keys.map(({ id }) => id)}::text[])
          AS asked (diagram, id) LEFT JOIN seqwright_workflow USING (diagram, id)
        WHERE state IS NULL OR state IN ('done', 'failed')`);
      return rows;
    },
  };
}
