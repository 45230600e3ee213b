import type { MigrationSet } from "../../sql/migrate.ts";
import { sql } from "../../sql/sql.ts";

/**
 * The engine's tables: `await migrate(db, workflowTables)`. `lease_until` and
 * `next_run_at` follow the database's clock, the one clock that all workers share. `fence` grows each time that a worker
 * takes a workflow up: whoever holds an older one can write nothing any more. `failed_step` is the step that an operator
 * has retried, and `failed_calls` how many steps had been called when its failure became known.
 */
export const workflowTables: MigrationSet = {
  name: "seqwright-workflows",
  migrations: [
    {
      name: "001-workflow-journal",
      statements: [
        sql`CREATE TABLE seqwright_workflow (
    key bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    diagram text NOT NULL,
    id text NOT NULL,
    payload text NOT NULL,
    state text NOT NULL CHECK (state IN ('pending', 'running', 'waiting', 'done', 'failed')),
    attempts integer NOT NULL DEFAULT 0,
    progress integer NOT NULL DEFAULT 0,
    next_run_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    lease_owner text,
    lease_until timestamptz,
    fence integer NOT NULL DEFAULT 0,
    error text,
    created_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    finished_at timestamptz,
    UNIQUE (diagram, id)
  )`,
        sql`CREATE INDEX seqwright_workflow_due ON seqwright_workflow (next_run_at)
    WHERE state IN ('pending', 'waiting')`,
        sql`CREATE INDEX seqwright_workflow_leased ON seqwright_workflow (lease_until)
    WHERE state = 'running'`,
        sql`CREATE TABLE seqwright_journal (
    workflow bigint NOT NULL REFERENCES seqwright_workflow ON DELETE CASCADE,
    sequence integer NOT NULL,
    step text NOT NULL,
    digest text NOT NULL,
    outcome text NOT NULL CHECK (outcome IN ('returned', 'threw', 'failing')),
    finished integer NOT NULL,
    failures integer NOT NULL,
    content text NOT NULL,
    fence integer NOT NULL,
    recorded_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    PRIMARY KEY (workflow, sequence)
  )`,
      ],
    },
    {
      // Workers of the version before go on working with these tables.
      name: "002-operation",
      statements: [
        sql`ALTER TABLE seqwright_workflow ADD COLUMN crashes integer NOT NULL DEFAULT 0,
    ADD COLUMN failed_step integer, ADD COLUMN failed_calls integer`,
        sql`CREATE INDEX seqwright_workflow_over ON seqwright_workflow (finished_at)
    WHERE state IN ('done', 'failed')`,
      ],
    },
  ],
};
