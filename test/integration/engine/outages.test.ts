import { expect, inject, test } from "vitest";
import { postgresDatabase } from "../../../runtime/adapters/postgres.ts";
import { workflowEngine } from "../../../runtime/engine/index.ts";
import { workflowStore } from "../../../runtime/engine/store/workflow-store.ts";
import { privateServices } from "../../../generator/services/private-services.ts";
import { sql } from "../../../runtime/sql/sql.ts";
import { aroundCalls } from "../../support/workflow/around-calls.ts";
import { freshDatabase } from "../../support/workflow/fresh-database.ts";
import { gate, until } from "../../support/workflow/until.ts";
import {
  createSystemTables,
  minioCallsOf,
  minioTable,
  registration,
  workflowSystem,
  writesOf,
  writesOfRegistration,
} from "../../support/workflow/workflow-system.ts";
import { tcpProxy } from "./tcp-proxy.ts";

test("PostgreSQL killed and restarted under load loses nothing and doubles nothing", async () => {
  await using services = await privateServices({ only: ["postgres"] });
  const { postgres } = services;
  await using db = postgresDatabase({ url: postgres.address.url, connectionsMax: 25 });
  await createSystemTables(db);
  await using engine = workflowEngine({
    db,
    lease: { durationMs: 2_000 },
    pollMs: 50,
    retry: { delayMs: 50, delayMaxMs: 500, retriesMax: 100 },
  });
  let steps = 0;
  const around = aroundCalls({ before: () => void (steps += 1) });
  const workflow = workflowSystem({ db, engine, minioSvc: minioTable(db), around });
  engine.resume();

  const users = Array.from({ length: 120 }, (_, index) => `user-${index}`);
  let acknowledged = 0;
  const ack = { acknowledge: async () => void (acknowledged += 1) };
  // As a consumer does: what could not be begun is delivered again.
  const deliver = async (user: string): Promise<void> => {
    const event = registration(user);
    let begun = false;
    await until(`${user} is begun`, async () => {
      begun ||= await workflow.start(event.eventId, event, ack).then(
        () => true,
        () => false,
      );
      return begun;
    });
  };
  const waiting = [...users];
  const lane = async (): Promise<void> => {
    for (let user = waiting.shift(); user !== undefined; user = waiting.shift()) await deliver(user);
  };
  const load = Promise.all(Array.from({ length: 8 }, lane));
  for (const outage of ["kill", "stop", "kill"] as const) {
    const goal = steps + 100;
    await until("the load has gone on", () => steps >= goal);
    await postgres[outage]();
    await postgres.restart();
  }
  await load;
  await until("all are acknowledged", () => acknowledged >= users.length);
  await engine.idle();

  const { rows } = await db.query(
    sql`SELECT state, count(*)::integer AS count FROM seqwright_workflow GROUP BY state`,
  );
  expect(rows).toEqual([{ state: "done", count: users.length }]);
  for (const user of users) {
    expect({ user, writes: await writesOf(db, user) }).toEqual({ user, writes: writesOfRegistration });
    expect(new Set(await minioCallsOf(db, user))).toEqual(new Set(["add user", "create path"]));
  }
});

test("a worker cut off in the middle of a step writes nothing when it is back, for another one has taken over", async () => {
  await using database = await freshDatabase(inject("services").postgres.url);
  await using direct = postgresDatabase({ url: database.url });
  await createSystemTables(direct);
  await using proxy = await tcpProxy(database.url);
  await using db = postgresDatabase({ url: proxy.url });
  const event = registration("ada");
  const reached = gate();
  const goOn = gate();
  const around = aroundCalls({
    async before(name) {
      if (name !== "minioSvc.minioAddUserCompletableFuture") return;
      reached.open();
      await goOn.passed;
    },
  });
  const troubles = new Set<string>();
  const events: string[] = [];
  await using cutOff = workflowEngine({
    db,
    lease: { durationMs: 600 },
    pollMs: 20,
    onError: (_, what) => void troubles.add(what),
    observe: ({ kind }) => void events.push(kind),
  });
  const slow = workflowSystem({ db, engine: cutOff, minioSvc: minioTable(direct), around });
  await slow.start(event.eventId, event);
  await reached.passed;
  proxy.close();

  await using other = workflowEngine({ db: direct, pollMs: 20 });
  const workflow = workflowSystem({ db: direct, engine: other, minioSvc: minioTable(direct) });
  other.resume();
  await until("the other one is done", async () => (await workflow.status(event.eventId))?.state === "done");
  const status = await workflow.status(event.eventId);
  goOn.open();
  proxy.open();
  await cutOff.idle();

  expect(events.at(-1)).toBe("lost");
  expect(troubles).toContain("renew the leases of workflows");
  expect(await workflow.status(event.eventId)).toEqual(status);
  expect(await writesOf(direct, "ada")).toEqual(writesOfRegistration);
  // The call that the first worker was in the middle of is the only one that was made twice.
  expect(await minioCallsOf(direct, "ada")).toEqual(["add user", "create path", "add user"]);
});

test("an operation that takes longer than a lease is begun all the same, and not taken over at once", async () => {
  await using database = await freshDatabase(inject("services").postgres.url);
  await using db = postgresDatabase({ url: database.url });
  await createSystemTables(db);
  const leaseMs = 1_000;
  await using engine = workflowEngine({ db, lease: { durationMs: leaseMs } });
  const sleep = async (ms: number): Promise<void> =>
    void (await db.query(sql`SELECT pg_sleep(${ms / 1000}::float8)`));
  const { service } = engine.durable({ service: { sleep } }, { transactional: ["service"] });
  const claimed = gate();
  const workflow = engine.workflow<null>("slow", async () => {
    await service.sleep(leaseMs + 100);
    await service.sleep(1);
    engine.background.run("rest", async () => {
      await claimed.passed;
      await service.sleep(2);
    });
  });

  expect(await workflow.start("a", null)).toBe("started");
  const claim = { owner: "other", diagrams: ["slow"], countMax: 1, suspectsMax: 1, leaseMs };
  expect(await workflowStore(db).claim(claim)).toEqual([]);
  claimed.open();
  await engine.idle();
  expect(await workflow.status("a")).toMatchObject({ state: "done", steps: [{}, {}, {}] });
});
