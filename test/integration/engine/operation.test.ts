import { expect, inject, test } from "vitest";
import { pgliteDatabase } from "../../../runtime/adapters/pglite.ts";
import { postgresDatabase } from "../../../runtime/adapters/postgres.ts";
import { workflowAdmin, workflowEngine, workflowTables } from "../../../runtime/engine/index.ts";
import { FatalError, RetryableError } from "../../../runtime/errors/errors.ts";
import type { SqlDatabase } from "../../../runtime/ports/sql-database.ts";
import { migrate } from "../../../runtime/sql/migrate.ts";
import { sql } from "../../../runtime/sql/sql.ts";
import { freshDatabase } from "../../support/workflow/fresh-database.ts";
import { until } from "../../support/workflow/until.ts";

/** A worker of a workflow that sends a letter; some addresses are refused, others are away for the time being. */
function letters(db: SqlDatabase, retentionMs = Number.POSITIVE_INFINITY) {
  const mended = new Set<string>();
  const post = {
    async send(address: string): Promise<string> {
      if (address.startsWith("refused") && !mended.has(address)) throw new FatalError("address unknown");
      if (address.startsWith("away")) throw new RetryableError("nobody opens");
      return `sent to ${address}`;
    },
  };
  const retry = { delayMs: 3_600_000, delayMaxMs: 3_600_000 };
  const retention = { doneMs: retentionMs, failedMs: retentionMs, everyMs: 20 };
  const engine = workflowEngine({ db, pollMs: 10, retry, retention });
  const { post: durable } = engine.durable({ post });
  const workflow = engine.workflow<string>("letters", async (address) =>
    engine.background.run("send", async () => void (await durable.send(address))),
  );
  return { engine, workflow, mended };
}

test("an operator sees what failed and what is stuck, and has it tried again without a worker at hand", async () => {
  await using db = pgliteDatabase();
  await migrate(db, workflowTables);
  const { engine, workflow, mended } = letters(db);
  await using _ = engine;
  for (const address of ["ada", "refused", "away"]) await workflow.start(address, address);
  await engine.idle();

  const admin = workflowAdmin(db);
  const failed = await admin.list({ diagram: "letters", states: ["failed"] });
  expect(failed).toMatchObject([
    {
      diagram: "letters",
      id: "refused",
      state: "failed",
      crashes: 0,
      finishedAt: expect.any(Date) as Date,
      leaseOwner: undefined,
      error: { name: "FatalError", message: "address unknown" },
      lastStep: { step: "post.send", outcome: "threw", failures: 1 },
    },
  ]);
  expect(await admin.list({ stuckForMs: 0 })).toMatchObject([
    { id: "away", state: "waiting", lastStep: { outcome: "failing", failures: 1 } },
  ]);
  expect(await admin.list({ stuckForMs: 3_600_000 })).toEqual([]);
  const [first] = await admin.list({ countMax: 1 });
  expect(first?.id).toBe("ada");
  const rest = await admin.list(first === undefined ? {} : { after: first.key });
  expect(rest.map(({ id }) => id)).toEqual(["refused", "away"]);
  expect(await admin.list({ diagram: "parcels" })).toEqual([]);

  mended.add("refused");
  expect(await admin.retry("letters", "refused")).toBe(true);
  expect(await admin.retry("letters", "refused")).toBe(false);
  expect(await admin.retry("letters", "nobody")).toBe(false);
  engine.resume();
  await until("it is done", async () => (await admin.status("letters", "refused"))?.state === "done");
});

test("what has been over for long enough is removed in batches, and nothing else", async () => {
  await using database = await freshDatabase(inject("services").postgres.url);
  await using db = postgresDatabase({ url: database.url });
  await migrate(db, workflowTables);
  await db.query(sql`INSERT INTO seqwright_workflow (diagram, id, payload, state, finished_at)
    SELECT 'old', state || number, 'null', state,
      CASE WHEN state IN ('done', 'failed') THEN clock_timestamp() - interval '2 hours' END
    FROM generate_series(1, 1200) AS number, unnest(ARRAY['done', 'failed', 'running', 'waiting', 'pending']) AS state`);
  await db.query(sql`INSERT INTO seqwright_journal (workflow, sequence, step, digest, outcome, finished, failures, content, fence)
    SELECT key, 0, 'a', '', 'returned', 0, 0, 'null', 1 FROM seqwright_workflow`);
  await db.query(sql`INSERT INTO seqwright_workflow (diagram, id, payload, state, finished_at)
    VALUES ('old', 'fresh', 'null', 'done', clock_timestamp())`);
  const admin = workflowAdmin(db);
  const count = async (): Promise<unknown> => {
    const { rows } = await db.query(sql`SELECT
      (SELECT count(*)::integer FROM seqwright_workflow WHERE state = 'done') AS done,
      (SELECT count(*)::integer FROM seqwright_workflow WHERE state = 'failed') AS failed,
      (SELECT count(*)::integer FROM seqwright_workflow) AS workflows,
      (SELECT count(*)::integer FROM seqwright_journal) AS entries`);
    return rows[0];
  };

  expect(await admin.purge()).toBe(0);
  // Two operators at once share the work.
  const removed = await Promise.all([admin.purge({ doneMs: 3_600_000 }), admin.purge({ doneMs: 3_600_000 })]);
  expect(removed.reduce((sum, one) => sum + one)).toBe(1200);
  expect(await count()).toEqual({ done: 1, failed: 1200, workflows: 4801, entries: 4800 });
  expect(await admin.purge({ failedMs: 3_600_000 })).toBe(1200);
  expect(await count()).toEqual({ done: 1, failed: 0, workflows: 3601, entries: 3600 });
});

test("a worker removes what has been over for long enough by itself", async () => {
  await using db = pgliteDatabase();
  await migrate(db, workflowTables);
  const { engine, workflow } = letters(db, 0);
  await using _ = engine;
  for (const address of ["ada", "refused", "away"]) await workflow.start(address, address);
  await engine.idle();
  engine.resume();
  const admin = workflowAdmin(db);
  await until("they are gone", async () => (await admin.list()).length === 1);
  expect(await admin.list()).toMatchObject([{ id: "away" }]);
});

test("tables of the first version are brought up to date with workflows under way in them", async () => {
  await using database = await freshDatabase(inject("services").postgres.url);
  await using db = postgresDatabase({ url: database.url });
  const [firstVersion, ...later] = workflowTables.migrations;
  if (firstVersion === undefined) throw new Error("the engine has no tables");
  expect(later.length).toBeGreaterThan(0);
  await migrate(db, { ...workflowTables, migrations: [firstVersion] });
  await db.query(sql`INSERT INTO seqwright_workflow (diagram, id, payload, state, attempts, lease_owner, lease_until, fence)
    VALUES ('letters', 'ada', '"ada"', 'running', 1, 'gone', clock_timestamp(), 3)`);
  expect(await migrate(db, workflowTables)).toEqual(later.map(({ name }) => name));
  expect(await migrate(db, workflowTables)).toEqual([]);

  const { engine, workflow } = letters(db);
  await using _ = engine;
  engine.resume();
  await until("it is done", async () => (await workflow.status("ada"))?.state === "done");
  expect(await workflow.status("ada")).toMatchObject({ attempts: 1, crashes: 1 });
});

test("what is too large to be kept is refused with its size and the limit", async () => {
  await using db = pgliteDatabase();
  await migrate(db, workflowTables);
  await using engine = workflowEngine({ db, valueBytesMax: 100 });
  const { text } = engine.durable({ text: { repeat: async (times: number) => "한".repeat(times) } });
  const workflow = engine.workflow<{ times: number; ballast?: string }>("texts", async ({ times }) =>
    engine.background.run("repeat", async () => void (await text.repeat(times))),
  );
  await expect(workflow.start("a", { times: 1, ballast: "x".repeat(100) })).rejects.toThrow(
    'the payload of workflow "a" cannot be kept in the journal: it takes 124 bytes, and `valueBytesMax` is 100. Keep large data elsewhere, and pass where it is',
  );
  expect(await workflow.status("a")).toBeUndefined();
  await workflow.start("b", { times: 32 });
  await workflow.start("c", { times: 33 });
  await engine.idle();
  expect(await workflow.status("b")).toMatchObject({ state: "done" });
  expect(await workflow.status("c")).toMatchObject({
    state: "failed",
    error: { message: expect.stringContaining("the result of text.repeat") as string },
  });
});
