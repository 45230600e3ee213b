import { expect, inject, test, vi } from "vitest";
import { postgresDatabase } from "../../../runtime/adapters/postgres.ts";
import { workflowEngine, workflowTables } from "../../../runtime/engine/index.ts";
import { workflowStore } from "../../../runtime/engine/store/workflow-store.ts";
import { RetryableError } from "../../../runtime/errors/errors.ts";
import { migrate } from "../../../runtime/sql/migrate.ts";
import { sql } from "../../../runtime/sql/sql.ts";
import { freshDatabase } from "../../support/workflow/fresh-database.ts";
import { gate, until } from "../../support/workflow/until.ts";

test("a step that only reads is recorded without a transaction around it", async () => {
  await using database = await freshDatabase(inject("services").postgres.url);
  await using db = postgresDatabase({ url: database.url });
  await migrate(db, workflowTables);
  const time = async (): Promise<unknown> => {
    const { rows } = await db.query<{ readonly now: string }>(sql`SELECT now()::text AS now`);
    return rows[0]?.now;
  };
  const twice = async (): Promise<readonly unknown[]> => [await time(), await time()];
  let away = true;
  const service = {
    read: twice,
    write: twice,
    send: async () => (away ? Promise.reject(new RetryableError("away")) : undefined),
  };
  const seen: (readonly unknown[])[] = [];
  const options = { db, pollMs: 10, pauseInPlaceMaxMs: 0, retry: { delayMs: 10 } };
  await using engine = workflowEngine(options);
  const durable = engine.durable({ service }, { transactional: ["service"], reading: ["service.read"] });
  const workflow = engine.workflow<null>("clock", async () =>
    engine.background.run("look", async () => {
      seen.push([...(await durable.service.read()), ...(await durable.service.write())]);
      await durable.service.send();
    }),
  );
  await workflow.start("a", null);
  await engine.idle();
  away = false;
  engine.resume();
  await until("it is done", async () => (await workflow.status("a"))?.state === "done");

  const [first, ...replayed] = seen;
  // `now()` is when the transaction began.
  expect(first?.[0]).not.toBe(first?.[1]);
  expect(first?.[2]).toBe(first?.[3]);
  expect(replayed.length).toBeGreaterThan(0);
  for (const again of replayed) expect(again).toEqual(first);
});

test("a worker is at work on no more workflows than it may, however many begin at once", async () => {
  await using database = await freshDatabase(inject("services").postgres.url);
  await using db = postgresDatabase({ url: database.url });
  await migrate(db, workflowTables);
  await using engine = workflowEngine({ db, concurrency: 3, pollMs: 10 });
  const three = gate();
  let atOnce = 0;
  let most = 0;
  const service = {
    async work(): Promise<void> {
      atOnce += 1;
      most = Math.max(most, atOnce);
      if (atOnce === 3) three.open();
      await three.passed;
      await db.query(sql`SELECT 1`);
      atOnce -= 1;
    },
  };
  const { service: durable } = engine.durable({ service });
  const workflow = engine.workflow<null>("crowd", async () =>
    engine.background.run("work", async () => durable.work()),
  );
  let acknowledged = 0;
  const ack = { acknowledge: async () => void (acknowledged += 1) };
  await Promise.all(Array.from({ length: 30 }, (_, index) => workflow.start(String(index), null, ack)));
  engine.resume();
  await until("all are acknowledged", () => acknowledged === 30);
  expect(most).toBe(3);
});

test("leases follow the database's clock, whatever time a worker takes it to be", async () => {
  await using database = await freshDatabase(inject("services").postgres.url);
  await using db = postgresDatabase({ url: database.url });
  await migrate(db, workflowTables);
  const goOn = gate();
  await using engine = workflowEngine({ db, lease: { durationMs: 30_000 } });
  const { service } = engine.durable({ service: { wait: async () => goOn.passed } });
  const workflow = engine.workflow<null>("slow", async () =>
    engine.background.run("wait", async () => service.wait()),
  );
  const claim = { owner: "other", diagrams: ["slow"], countMax: 9, suspectsMax: 1, leaseMs: 0 };
  vi.useFakeTimers({ toFake: ["Date"] });
  try {
    for (const [id, year] of [
      ["behind", 2001],
      ["ahead", 2099],
    ] as const) {
      vi.setSystemTime(new Date(year, 0));
      await workflow.start(id, null);
      expect(await workflowStore(db).claim(claim)).toEqual([]);
    }
    const { rows } = await db.query(
      sql`SELECT id FROM seqwright_workflow WHERE lease_until < clock_timestamp() + interval '30 seconds'`,
    );
    expect(rows).toHaveLength(2);
  } finally {
    vi.useRealTimers();
    goOn.open();
  }
  await engine.idle();
});
