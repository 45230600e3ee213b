import { expect, inject, test } from "vitest";
import { postgresDatabase } from "../../../runtime/adapters/postgres.ts";
import { workflowEngine, workflowTables } from "../../../runtime/engine/index.ts";
import { RetryableError } from "../../../runtime/errors.ts";
import { migrate } from "../../../runtime/sql/migrate.ts";
import { sql } from "../../../runtime/sql.ts";
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
  const options = { db, pollMs: 10, pauseInPlaceMaxMs: 0, retry: { initialMs: 10 } };
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
