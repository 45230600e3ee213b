import { Client } from "pg";
import { expect, inject, test } from "vitest";
import { postgresDatabase } from "../../../runtime/adapters/postgres.ts";
import { workflowEngine, workflowTables } from "../../../runtime/engine/index.ts";
import { workflowStore } from "../../../runtime/engine/store/workflow-store.ts";
import type { SqlDatabase } from "../../../runtime/ports/sql-database.ts";
import { migrate } from "../../../runtime/sql/migrate.ts";
import { sql } from "../../../runtime/sql/sql.ts";
import { freshDatabase } from "../../support/workflow/fresh-database.ts";
import { until } from "../../support/workflow/until.ts";
import { tcpProxy } from "./tcp-proxy.ts";

/** A table whose transactions commit only when nobody has the lock: the answer to COMMIT comes when a test wants it. */
const slowTable = [
  sql`CREATE TABLE paid (id text)`,
  sql`CREATE FUNCTION wait_for_lock() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN PERFORM pg_advisory_xact_lock(42); RETURN NULL; END $$`,
  sql`CREATE CONSTRAINT TRIGGER slow_commit AFTER INSERT ON paid DEFERRABLE INITIALLY DEFERRED
    FOR EACH ROW EXECUTE FUNCTION wait_for_lock()`,
];

async function slowCommits(url: string) {
  const client = new Client({ connectionString: url });
  await client.connect();
  await client.query("SELECT pg_advisory_lock(42)");
  const waiting = async (locktype: string): Promise<boolean> => {
    const { rows } = await client.query(
      `SELECT 1 FROM pg_locks JOIN pg_stat_activity USING (pid)
        WHERE NOT granted AND locktype = $1 AND datname = current_database()`,
      [locktype],
    );
    return rows.length > 0;
  };
  return {
    commitUnderWay: () => until("a commit is under way", () => waiting("advisory")),
    somebodyWaitsForIt: () => until("somebody waits for its end", () => waiting("transactionid")),
    goOn: async () => void (await client.query("SELECT pg_advisory_unlock(42)")),
    [Symbol.asyncDispose]: () => client.end(),
  };
}

const countOfPaid = async (db: SqlDatabase): Promise<number> =>
  (await db.query(sql`SELECT id FROM paid`)).rows.length;

const payments = (db: SqlDatabase) => ({
  pay: async (id: string) => {
    await db.query(sql`INSERT INTO paid VALUES (${id})`);
    return `receipt of ${id}`;
  },
});

test("a step whose commit completes after its connection broke is not taken twice, nor taken over meanwhile", async () => {
  await using database = await freshDatabase(inject("services").postgres.url);
  await using direct = postgresDatabase({ url: database.url });
  await migrate(direct, workflowTables);
  for (const statement of slowTable) await direct.query(statement);
  await using proxy = await tcpProxy(database.url);
  await using db = postgresDatabase({ url: proxy.url });
  await using commits = await slowCommits(database.url);

  const receipts: unknown[] = [];
  const troubles: string[] = [];
  const onError = (error: unknown): void => void troubles.push(String(error));
  await using engine = workflowEngine({ db, lease: { durationMs: 1_000 }, pollMs: 20, onError });
  const { till } = engine.durable({ till: payments(db) }, { transactional: ["till"] });
  const workflow = engine.workflow<string>("payments", async (id) =>
    engine.background.run("pay", async () => void receipts.push(await till.pay(id))),
  );
  await using other = workflowEngine({ db: direct, pollMs: 10 });
  const takenUp: string[] = [];
  other.workflow<string>("payments", async (id) => void takenUp.push(id));
  other.resume();

  await workflow.start("a", "a");
  await commits.commitUnderWay();
  proxy.cut();
  await commits.somebodyWaitsForIt();
  const leaseUntil = async (): Promise<number> => (await workflow.status("a"))?.leaseUntil?.getTime() ?? 0;
  const before = await leaseUntil();
  await until(
    "signs of life came in for longer than a lease",
    async () => (await leaseUntil()) > before + 1_500,
  );
  await commits.goOn();
  await engine.idle();

  expect(await workflow.status("a")).toMatchObject({
    state: "done",
    steps: [{ step: "till.pay", outcome: "returned", failures: 0 }],
  });
  expect(receipts).toEqual(["receipt of a"]);
  expect(await countOfPaid(direct)).toBe(1);
  expect(takenUp).toEqual([]);
  expect(troubles).toEqual([]);
});

test("a workflow whose beginning was committed, though nobody heard of it, is known when its message comes again", async () => {
  await using database = await freshDatabase(inject("services").postgres.url);
  await using direct = postgresDatabase({ url: database.url });
  await migrate(direct, workflowTables);
  for (const statement of slowTable) await direct.query(statement);
  await using proxy = await tcpProxy(database.url);
  await using db = postgresDatabase({ url: proxy.url });
  await using commits = await slowCommits(database.url);

  await using engine = workflowEngine({ db, lease: { durationMs: 500 }, pollMs: 20 });
  const { till } = engine.durable({ till: payments(db) }, { transactional: ["till"] });
  const workflow = engine.workflow<string>("payments", async (id) => void (await till.pay(id)));
  engine.resume();

  const started = workflow.start("a", "a");
  await commits.commitUnderWay();
  proxy.cut();
  await expect(started).rejects.toThrow("the server may have done it all the same");
  await commits.goOn();
  await until("the commit is there", async () => (await countOfPaid(direct)) > 0);

  let acknowledged = 0;
  const ack = { acknowledge: async () => void (acknowledged += 1) };
  expect(await workflow.start("a", "a", ack)).toBe("known");
  await until("the message is answered", () => acknowledged > 0);
  expect(await workflow.status("a")).toMatchObject({ state: "done" });
  expect(await countOfPaid(direct)).toBe(1);
});

test("a workflow is not taken over while a late commit of its former worker may still succeed", async () => {
  await using database = await freshDatabase(inject("services").postgres.url);
  await using direct = postgresDatabase({ url: database.url });
  await migrate(direct, workflowTables);
  for (const statement of slowTable) await direct.query(statement);
  await using proxy = await tcpProxy(database.url);
  await using db = postgresDatabase({ url: proxy.url });
  await using commits = await slowCommits(database.url);

  await using cutOff = workflowEngine({ db, lease: { durationMs: 300 } });
  const { till } = cutOff.durable({ till: payments(db) }, { transactional: ["till"] });
  const first = cutOff.workflow<string>("payments", async (id) =>
    cutOff.background.run("pay", async () => void (await till.pay(id))),
  );
  await first.start("a", "a");
  await commits.commitUnderWay();
  proxy.close();
  await until("the lease is over", async () => {
    const { rows } = await direct.query(
      sql`SELECT 1 FROM seqwright_workflow WHERE lease_until < clock_timestamp()`,
    );
    return rows.length > 0;
  });

  const store = workflowStore(direct);
  const claim = { owner: "other", diagrams: ["payments"], countMax: 10, suspectsMax: 1, leaseMs: 0 };
  expect(await store.claim(claim)).toEqual([]);
  await commits.goOn();
  await until("the commit is there", async () => (await countOfPaid(direct)) > 0);

  await using other = workflowEngine({ db: direct, pollMs: 10 });
  const { till: otherTill } = other.durable({ till: payments(direct) }, { transactional: ["till"] });
  const second = other.workflow<string>("payments", async (id) =>
    other.background.run("pay", async () => void (await otherTill.pay(id))),
  );
  other.resume();
  await until("it is done", async () => (await second.status("a"))?.state === "done");
  expect(await countOfPaid(direct)).toBe(1);
});
