import { expect, test } from "vitest";
import { pgliteDatabase } from "../../../runtime/adapters/pglite.ts";
import { workflowEngine, workflowTables, type WorkflowFailure } from "../../../runtime/engine/index.ts";
import { FatalError, RetryableError } from "../../../runtime/errors/errors.ts";
import { migrate } from "../../../runtime/sql/migrate.ts";
import { aroundCalls } from "../../support/workflow/around-calls.ts";
import { until } from "../../support/workflow/until.ts";
import {
  createSystemTables,
  minioTable,
  registration,
  workflowSystem,
  writesOf,
  writesOfRegistration,
} from "../../support/workflow/workflow-system.ts";

const event = registration("ada");
const createPath = "minioSvc.createObjectPathCompletableFuture";
const clock = { sleep: async () => undefined };

test("an unrecoverable failure fails the workflow at once, visibly, and the message is for the dead letter topic", async () => {
  await using db = pgliteDatabase();
  await createSystemTables(db);
  const failures: WorkflowFailure[] = [];
  const onFailed = async (failure: WorkflowFailure): Promise<void> => void failures.push(failure);
  await using engine = workflowEngine({ db, clock, onFailed });
  const calls: string[] = [];
  const refused = new FatalError("the path is refused");
  let broken = true;
  const around = aroundCalls({
    before(name) {
      calls.push(name);
      if (name === createPath && broken) throw refused;
    },
  });
  const workflow = workflowSystem({ db, engine, minioSvc: minioTable(db), around });
  const rejected: unknown[] = [];
  const ack = {
    acknowledge: async () => undefined,
    reject: async (error: unknown) => void rejected.push(error),
  };
  await workflow.start(event.eventId, event, ack);
  await engine.idle();

  expect(await workflow.status(event.eventId)).toMatchObject({
    state: "failed",
    error: { name: "FatalError", message: "the path is refused" },
  });
  expect(calls.filter((name) => name === createPath)).toHaveLength(1);
  expect(calls.at(-1)).toBe(createPath);
  expect(failures).toEqual([
    { diagram: "workflow-engine", id: event.eventId, payload: event, error: refused },
  ]);
  expect(rejected).toEqual([expect.objectContaining({ name: "WorkflowFailedError", cause: refused })]);

  expect(await workflow.start(event.eventId, event, ack)).toBe("known");
  expect(rejected).toHaveLength(2);

  broken = false;
  expect(await workflow.retry(event.eventId)).toBe(true);
  engine.resume();
  await until(
    "the mended workflow is done",
    async () => (await workflow.status(event.eventId))?.state === "done",
  );
  expect(await writesOf(db, "ada")).toEqual(writesOfRegistration);
  expect(calls.filter((name) => name.endsWith("minioAddUserCompletableFuture"))).toHaveLength(1);
});

test("a step is tried again up to the limit and no more, restarts included", async () => {
  await using db = pgliteDatabase();
  await createSystemTables(db);
  const calls: string[] = [];
  const around = aroundCalls({
    before(name) {
      calls.push(name);
      if (name === createPath) throw new RetryableError("MinIO is away");
    },
  });
  const retry = { retriesMax: 3, delayMs: 20, jitter: 0 };
  // Each pause is too long to wait in place: every try is made by another turn, by whichever worker.
  const options = { db, retry, pauseInPlaceMaxMs: 0, pollMs: 10 };
  await using first = workflowEngine(options);
  const workflow = workflowSystem({ db, engine: first, minioSvc: minioTable(db), around });
  await workflow.start(event.eventId, event);
  await first.idle();
  expect(await workflow.status(event.eventId)).toMatchObject({ state: "waiting" });
  await first.stop();

  await using second = workflowEngine(options);
  workflowSystem({ db, engine: second, minioSvc: minioTable(db), around });
  second.resume();
  await until(
    "the workflow has failed",
    async () => (await workflow.status(event.eventId))?.state === "failed",
  );
  expect(calls.filter((name) => name === createPath)).toHaveLength(1 + 3);
  expect(calls.filter((name) => name !== createPath)).toEqual([
    "userRepo.persistUser",
    "pending.pendingActions",
    "minioSvc.minioAddUserCompletableFuture",
    "actionStore.updateTask",
  ]);
});

test("a failure before the operation answers leaves nothing behind and reaches the caller", async () => {
  await using db = pgliteDatabase();
  await createSystemTables(db);
  await using engine = workflowEngine({ db });
  const failure = new RetryableError("too late");
  const around = aroundCalls({
    after(name) {
      if (name === "userRepo.persistUser") throw failure;
    },
  });
  const workflow = workflowSystem({ db, engine, minioSvc: minioTable(db), around });
  await expect(workflow.start(event.eventId, event)).rejects.toBe(failure);
  expect(await workflow.status(event.eventId)).toBeUndefined();
  expect(await writesOf(db, "ada")).toEqual([]);
});

test("code that changed while a workflow was under way fails it, with both steps named", async () => {
  await using db = pgliteDatabase();
  await migrate(db, workflowTables);
  const start = (steps: readonly ("one" | "two" | "three")[], broken: boolean) => {
    const engine = workflowEngine({ db, pauseInPlaceMaxMs: 0, pollMs: 10, retry: { delayMs: 20 } });
    const service = {
      one: async () => undefined,
      two: async () => undefined,
      three: async () => (broken ? Promise.reject(new RetryableError("away")) : undefined),
    };
    const { service: durable } = engine.durable({ service });
    const workflow = engine.workflow<null>("changing", async () =>
      engine.background.run("steps", async () => {
        for (const step of steps) await durable[step]();
      }),
    );
    return { engine, workflow };
  };
  const before = start(["one", "two", "three"], true);
  await before.workflow.start("a", null);
  await before.engine.idle();
  await before.engine.stop();

  const after = start(["two", "one", "three"], false);
  await using engine = after.engine;
  engine.resume();
  await until("it has failed", async () => (await after.workflow.status("a"))?.state === "failed");
  expect((await after.workflow.status("a"))?.error).toEqual({
    name: "JournalMismatchError",
    message:
      'workflow "a" of changing: step 1 was service.one when it was recorded, but the code now calls service.two. ' +
      "The code was changed while the workflow was under way: bring back code that takes the recorded steps, then retry the workflow",
  });
});

test("a worker that is stopped hands its workflows on after the step under way", async () => {
  await using db = pgliteDatabase();
  await createSystemTables(db);
  const first = workflowEngine({ db });
  let stopping: Promise<void> | undefined;
  const around = aroundCalls({
    before(name) {
      if (name === "minioSvc.minioAddUserCompletableFuture") stopping = first.stop();
    },
  });
  const workflow = workflowSystem({ db, engine: first, minioSvc: minioTable(db), around });
  await workflow.start(event.eventId, event);
  await first.idle();
  await stopping;
  const status = await workflow.status(event.eventId);
  expect(status).toMatchObject({ state: "pending", leaseOwner: undefined });
  expect(status?.steps).toHaveLength(3);

  await using second = workflowEngine({ db, pollMs: 10 });
  workflowSystem({ db, engine: second, minioSvc: minioTable(db) });
  second.resume();
  await until("it is done", async () => (await workflow.status(event.eventId))?.state === "done");
  expect(await writesOf(db, "ada")).toEqual(writesOfRegistration);
});
