import { expect, test } from "vitest";
import { pgliteDatabase } from "../../../runtime/adapters/pglite.ts";
import {
  workflowAdmin,
  workflowEngine,
  workflowTables,
  type WorkflowEngine,
} from "../../../runtime/engine/index.ts";
import { FatalError } from "../../../runtime/errors/errors.ts";
import { migrate } from "../../../runtime/sql/migrate.ts";
import { until } from "../../support/workflow/until.ts";

/** Notes what a message is answered with. */
function message() {
  const answers: unknown[] = [];
  const ack = {
    acknowledge: async () => void answers.push("acknowledged"),
    reject: async (error: unknown) => void answers.push(error),
  };
  return { ack, answers };
}

/** The same workflow in another process: fails where the payload says so. */
const shipping = (engine: WorkflowEngine) =>
  engine.workflow<"good" | "bad">("shipping", async (payload) =>
    engine.background.run("ship", async () => {
      if (payload === "bad") throw new FatalError("refused");
    }),
  );

test("a worker answers its messages when another worker has finished their workflows", async () => {
  await using db = pgliteDatabase();
  await migrate(db, workflowTables);
  await using consumer = workflowEngine({ db, concurrency: 0, pollMs: 10 });
  await using other = workflowEngine({ db, pollMs: 10 });
  const workflow = shipping(consumer);
  shipping(other);
  const good = message();
  const bad = message();
  await workflow.start("good", "good", good.ack);
  await workflow.start("bad", "bad", bad.ack);
  consumer.resume();
  other.resume();

  await until("both are answered", () => good.answers.length + bad.answers.length === 2);
  expect(good.answers).toEqual(["acknowledged"]);
  expect(bad.answers).toEqual([
    expect.objectContaining({
      name: "WorkflowFailedError",
      message: 'workflow "bad" of shipping failed: refused',
    }),
  ]);
});

test.each(["good", "bad"] as const)(
  "a message whose %s workflow is removed before its worker has looked is rejected: nobody can tell how it ended",
  async (payload) => {
    await using db = pgliteDatabase();
    await migrate(db, workflowTables);
    await using consumer = workflowEngine({ db, concurrency: 0, pollMs: 10 });
    const workflow = shipping(consumer);
    const { ack, answers } = message();
    await workflow.start("a", payload, ack);
    const waiting = message();
    await workflow.start("b", payload, waiting.ack);
    const admin = workflowAdmin(db);
    {
      await using other = workflowEngine({ db, pollMs: 10 });
      shipping(other);
      other.resume();
      await until(
        "both are over",
        async () => (await admin.list({ states: ["done", "failed"] })).length === 2,
      );
    }
    // As if `b` were not over yet: only what is gone is answered for as such.
    await db.query({ text: "UPDATE seqwright_workflow SET state = 'running' WHERE id = 'b'", values: [] });
    expect(await admin.purge({ doneMs: 0, failedMs: 0 })).toBe(1);

    consumer.resume();
    await until("it is answered", () => answers.length > 0);
    expect(answers).toEqual([
      expect.objectContaining({
        name: "WorkflowRemovedError",
        message:
          'workflow "a" of shipping is no longer in the database, and how it ended cannot be told: ' +
          "look whether its work is done before its message is sent again",
      }),
    ]);
    expect(waiting.answers).toEqual([]);
  },
);
