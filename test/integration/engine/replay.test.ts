import { expect, test } from "vitest";
import { pgliteDatabase } from "../../../runtime/adapters/pglite.ts";
import {
  workflowEngine,
  workflowTables,
  type WorkflowEngineOptions,
  type WorkflowStatus,
} from "../../../runtime/engine/index.ts";
import { FatalError, RetryableError } from "../../../runtime/errors/errors.ts";
import type { SqlDatabase } from "../../../runtime/ports/sql-database.ts";
import { migrate } from "../../../runtime/sql/migrate.ts";
import { gate, until } from "../../support/workflow/until.ts";

type Steps = Readonly<Record<"a" | "b" | "c" | "undo", () => Promise<string>>>;

/** A worker whose workflow "shop" goes through `code`, on `steps` of which each answers its name unless given. */
function worker(
  db: SqlDatabase,
  steps: Partial<Steps>,
  code: (steps: Steps) => Promise<unknown>,
  options: Partial<WorkflowEngineOptions> = {},
) {
  const engine = workflowEngine({
    db,
    pollMs: 10,
    replayPatienceMs: 50,
    retry: { delayMs: 10 },
    ...options,
  });
  const named = (name: string) => async (): Promise<string> => name;
  const all = { a: named("a"), b: named("b"), c: named("c"), undo: named("undo"), ...steps };
  const { service } = engine.durable({ service: all });
  const workflow = engine.workflow<null>("shop", async () =>
    engine.background.run("steps", async () => void (await code(service))),
  );
  const reached = async (state: WorkflowStatus["state"]): Promise<WorkflowStatus> => {
    await until(`it is ${state}`, async () => (await workflow.status("1"))?.state === state);
    return (await workflow.status("1")) as WorkflowStatus;
  };
  return { engine, workflow, reached };
}

test("a parallel step that the code no longer calls fails the workflow, with its name, and code that does mends it", async () => {
  await using db = pgliteDatabase();
  await migrate(db, workflowTables);
  const bIsDone = gate();
  const bothThenC = async ({ a, b, c }: Steps): Promise<void> => {
    await Promise.all([a(), b()]);
    await c();
  };
  const before = worker(
    db,
    {
      a: async () => bIsDone.passed.then(() => "a"),
      b: async () => "b",
      c: async () => Promise.reject(new RetryableError("away")),
    },
    bothThenC,
    {
      pauseInPlaceMaxMs: 0,
      observe: (event) =>
        void (event.kind === "step finished" && event.step === "service.b" && bIsDone.open()),
    },
  );
  await before.workflow.start("1", null);
  await before.engine.idle();
  await before.engine.stop();

  const changed = worker(db, {}, async ({ a, c }) => {
    await a();
    await c();
  });
  changed.engine.resume();
  expect((await changed.reached("failed")).error).toEqual({
    name: "JournalMismatchError",
    message:
      'workflow "1" of shop: step 2 was service.b when it was recorded, but the code did not call it within 50 ms, ' +
      "and waits for steps that finished later. The code was changed while the workflow was under way: bring back " +
      "code that takes the recorded steps, then retry the workflow",
  });
  await changed.engine.stop();

  const mended = worker(db, {}, bothThenC);
  await using _ = mended.engine;
  mended.engine.resume();
  expect(await mended.workflow.retry("1")).toBe(true);
  await mended.reached("done");
});

const sideBySide: Readonly<Record<string, (steps: Steps) => Promise<unknown>>> = {
  "the first failure as it is": async ({ a, b, c }) => Promise.all([a(), b(), c()]),
  "all failures in one": async ({ a, b, c }) => {
    const results = await Promise.allSettled([a(), b(), c()]);
    const errors = results.flatMap((result) =>
      result.status === "rejected" ? [result.reason as unknown] : [],
    );
    if (errors.length > 0) throw new AggregateError(errors, "not all went well");
  },
  "an error of its own": async ({ a, b, c }) => {
    await Promise.all([a(), b(), c()]).catch(() => Promise.reject(new FatalError("not all went well")));
  },
};

for (const [thrown, code] of Object.entries(sideBySide)) {
  test(`retrying takes steps again that failed side by side, and no others, where the code throws ${thrown}`, async () => {
    await using db = pgliteDatabase();
    await migrate(db, workflowTables);
    const calls: string[] = [];
    const events: string[] = [];
    let broken = true;
    const step = (name: string, fails: boolean) => async (): Promise<string> => {
      calls.push(name);
      if (fails && broken) throw new FatalError(`${name} is refused`);
      return name;
    };
    const steps = { a: step("a", true), b: step("b", true), c: step("c", false) };
    const observe = ({ kind }: { readonly kind: string }): void => void events.push(kind);
    const { engine, workflow, reached } = worker(db, steps, code, { observe });
    await using _ = engine;
    engine.resume();
    await workflow.start("1", null);
    await reached("failed");
    expect(events).not.toContain("waiting");
    broken = false;
    expect(await workflow.retry("1")).toBe(true);
    await reached("done");
    expect(calls.toSorted()).toEqual(["a", "a", "b", "b", "c"]);
  });
}

test("retrying forgets what the code did because a step had failed", async () => {
  await using db = pgliteDatabase();
  await migrate(db, workflowTables);
  let broken = true;
  const steps = { b: async () => (broken ? Promise.reject(new FatalError("refused")) : "b") };
  const { engine, workflow, reached } = worker(db, steps, async ({ a, b, c, undo }) => {
    await a();
    try {
      await b();
    } catch (error) {
      await undo();
      throw new Error("undone", { cause: error });
    }
    await c();
  });
  await using _ = engine;
  engine.resume();
  await workflow.start("1", null);
  const failed = await reached("failed");
  expect(failed.steps.map(({ step }) => step)).toEqual(["service.a", "service.b", "service.undo"]);
  broken = false;
  await workflow.retry("1");
  const done = await reached("done");
  expect(done.steps.map(({ step }) => step)).toEqual(["service.a", "service.b", "service.c"]);
});

test("a failure whose report is refused is reported again, without the code being run anew", async () => {
  await using db = pgliteDatabase();
  await migrate(db, workflowTables);
  let runs = 0;
  let reports = 0;
  const onFailed = async (): Promise<void> => {
    reports += 1;
    if (reports < 3) throw new Error("the dead letter topic is away");
  };
  const events: string[] = [];
  const observe = ({ kind }: { readonly kind: string }): void => void events.push(kind);
  // The code's own error: nothing in the journal says that it has failed.
  const code = async (): Promise<void> => {
    runs += 1;
    throw new FatalError("no such customer");
  };
  const { engine, workflow, reached } = worker(db, {}, code, { onFailed, observe });
  await using _ = engine;
  engine.resume();
  const rejected: unknown[] = [];
  await workflow.start("1", null, {
    acknowledge: async () => undefined,
    reject: async (error) => void rejected.push(error),
  });
  expect((await reached("failed")).error?.message).toBe("no such customer");
  expect({ runs, reports }).toEqual({ runs: 1, reports: 3 });
  expect(events).toEqual(["started", "waiting", "resumed", "waiting", "resumed", "failed"]);
  await until("the message is rejected", () => rejected.length > 0);
});

test("a step that does not settle counts as failed after its time, and holds nothing up", async () => {
  await using db = pgliteDatabase();
  await migrate(db, workflowTables);
  let tries = 0;
  const a = async (): Promise<string> => (tries++ === 0 ? new Promise(() => undefined) : "a");
  const { engine, workflow, reached } = worker(db, { a }, async (steps) => steps.a(), { stepTimeoutMs: 50 });
  await using _ = engine;
  await workflow.start("1", null);
  await reached("done");
  expect(tries).toBe(2);
});
