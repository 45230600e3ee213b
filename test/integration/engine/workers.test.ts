import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { expect, inject, test } from "vitest";
import { postgresDatabase } from "../../../runtime/adapters/postgres.ts";
import { workflowEngine, type WorkflowEvent } from "../../../runtime/engine/index.ts";
import type { SqlDatabase } from "../../../runtime/ports/sql-database.ts";
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

const worker = fileURLToPath(new URL("../../support/workflow/worker.ts", import.meta.url));

const users = (count: number): readonly string[] =>
  Array.from({ length: count }, (_, index) => `user-${index}`);

const countInState = async (db: SqlDatabase, state: string): Promise<number> => {
  const { rows } = await db.query<{ readonly count: number }>(
    sql`SELECT count(*)::integer AS count FROM seqwright_workflow WHERE state = ${state}`,
  );
  return rows[0]?.count ?? 0;
};

/** Begins a registration for each user without working on any of them. */
async function beginAll(db: SqlDatabase, names: readonly string[]): Promise<void> {
  await using engine = workflowEngine({ db, concurrency: 0 });
  const workflow = workflowSystem({ db, engine, minioSvc: minioTable(db) });
  for (const name of names) await workflow.start(`event-${name}`, registration(name));
}

test("two workers fight over one table, and each workflow is done once", async () => {
  await using database = await freshDatabase(inject("services").postgres.url);
  await using db = postgresDatabase({ url: database.url });
  await createSystemTables(db);
  const names = users(60);
  await beginAll(db, names);
  expect(await countInState(db, "pending")).toBe(60);

  const resumed: [string, string][] = [];
  const startWorker = (owner: string) => {
    const workerDb = postgresDatabase({ url: database.url });
    const observe = ({ kind, id }: WorkflowEvent): void =>
      void (kind === "resumed" && resumed.push([owner, id]));
    const engine = workflowEngine({ db: workerDb, owner, concurrency: 3, pollMs: 10, observe });
    workflowSystem({ db: workerDb, engine, minioSvc: minioTable(workerDb) });
    engine.resume();
    return { [Symbol.asyncDispose]: async () => (await engine.stop(), workerDb[Symbol.asyncDispose]()) };
  };
  await using _first = startWorker("first");
  await using _second = startWorker("second");
  await until(
    "all are over",
    async () => (await countInState(db, "running")) + (await countInState(db, "pending")) === 0,
  );
  expect(await countInState(db, "done")).toBe(60);

  expect(resumed.map(([, id]) => id).sort()).toEqual(names.map((name) => `event-${name}`).sort());
  expect(new Set(resumed.map(([owner]) => owner))).toEqual(new Set(["first", "second"]));
  for (const name of names) {
    expect(await writesOf(db, name)).toEqual(writesOfRegistration);
    expect(await minioCallsOf(db, name)).toEqual(["add user", "create path"]);
  }
});

test("workers that are killed again and again lose nothing and do no finished step again", async () => {
  await using database = await freshDatabase(inject("services").postgres.url);
  await using db = postgresDatabase({ url: database.url });
  await createSystemTables(db);
  const names = users(100);
  await beginAll(db, names);

  const startWorker = (): ChildProcess =>
    spawn(process.execPath, ["--conditions=seqwright-source", worker, database.url, "work"], {
      stdio: "inherit",
    });
  const steps = async (): Promise<number> => {
    const { rows } = await db.query<{ readonly count: number }>(
      sql`SELECT count(*)::integer AS count FROM seqwright_journal WHERE outcome = 'returned'`,
    );
    return rows[0]?.count ?? 0;
  };
  const workers = [startWorker(), startWorker()];
  const kill = async (child: ChildProcess | undefined): Promise<void> => {
    if (child === undefined) return;
    const gone = once(child, "exit");
    child.kill("SIGKILL");
    await gone;
  };
  try {
    for (let round = 1; round <= 5; round += 1) {
      const goal = 100 + round * 100;
      await until(`${goal} steps are recorded`, async () => (await steps()) >= goal);
      await kill(workers.shift());
      workers.push(startWorker());
    }
    await until("all are done", async () => (await countInState(db, "done")) === 100);
  } finally {
    await Promise.all(workers.map(kill));
  }

  let repeated = 0;
  for (const name of names) {
    expect(await writesOf(db, name)).toEqual(writesOfRegistration);
    const calls = await minioCallsOf(db, name);
    expect([...new Set(calls)]).toEqual(["add user", "create path"]);
    repeated += calls.length - 2;
  }
  // A killed worker had at most its ten workflows in hand, each in one step.
  expect(repeated).toBeLessThanOrEqual(5 * 10);
});

for (const call of ["minioSvc.minioAddUserCompletableFuture", "actionStore.updateTask"]) {
  test(`a worker that loses its lease during ${call} can record nothing and stops`, async () => {
    await using database = await freshDatabase(inject("services").postgres.url);
    await using db = postgresDatabase({ url: database.url });
    await createSystemTables(db);
    const event = registration("ada");
    const reached = gate();
    const goOn = gate();
    const callsOfSlow: string[] = [];
    const eventsOfSlow: string[] = [];
    const around = aroundCalls({
      async before(name) {
        callsOfSlow.push(name);
        if (name !== call) return;
        reached.open();
        await goOn.passed;
      },
    });
    await using slow = workflowEngine({ db, observe: ({ kind }) => void eventsOfSlow.push(kind) });
    await workflowSystem({ db, engine: slow, minioSvc: minioTable(db), around }).start(event.eventId, event);
    await reached.passed;

    await db.query(sql`UPDATE seqwright_workflow SET lease_until = clock_timestamp()`);
    await using otherDb = postgresDatabase({ url: database.url });
    await using other = workflowEngine({ db: otherDb, pollMs: 10 });
    // The new owner is at the same step and has not finished it either: nothing but the fence tells the two apart.
    const otherReached = gate();
    const otherGoesOn = gate();
    const aroundOther = aroundCalls({
      async before(name) {
        if (name !== call) return;
        otherReached.open();
        await otherGoesOn.passed;
      },
    });
    const workflow = workflowSystem({
      db: otherDb,
      engine: other,
      minioSvc: minioTable(otherDb),
      around: aroundOther,
    });
    other.resume();
    await otherReached.passed;
    const stepsBefore = (await workflow.status(event.eventId))?.steps;

    goOn.open();
    await slow.idle();
    expect((await workflow.status(event.eventId))?.steps).toEqual(stepsBefore);
    otherGoesOn.open();
    await until(
      "the other worker is done",
      async () => (await workflow.status(event.eventId))?.state === "done",
    );
    expect(eventsOfSlow.at(-1)).toBe("lost");
    expect(callsOfSlow.at(-1)).toBe(call);
    expect(await writesOf(db, "ada")).toEqual(writesOfRegistration);
    expect((await workflow.status(event.eventId))?.state).toBe("done");
  });
}
