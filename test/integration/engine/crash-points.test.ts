import { fileURLToPath } from "node:url";
import { expect, inject, test } from "vitest";
import { postgresDatabase } from "../../../runtime/adapters/postgres.ts";
import { workflowEngine } from "../../../runtime/engine/index.ts";
import { sql } from "../../../runtime/sql/sql.ts";
import { runProcess } from "../../support/process.ts";
import { freshDatabase } from "../../support/workflow/fresh-database.ts";
import { until } from "../../support/workflow/until.ts";
import {
  createSystemTables,
  minioCallsOf,
  minioTable,
  registration,
  stepsOfRegistration,
  workflowSystem,
  writesOf,
  writesOfRegistration,
} from "../../support/workflow/workflow-system.ts";

const worker = fileURLToPath(new URL("../../support/workflow/worker.ts", import.meta.url));
const condition = "--conditions=seqwright-source";

const points = stepsOfRegistration.flatMap((name, step) =>
  (["before", "after", "recorded"] as const).map((when) => ({ name, step, when })),
);

test("a worker killed at any step leaves a workflow that another one finishes, each effect once", async () => {
  await using database = await freshDatabase(inject("services").postgres.url);
  await using db = postgresDatabase({ url: database.url });
  await createSystemTables(db);
  await using engine = workflowEngine({ db, pollMs: 20 });
  const workflow = workflowSystem({ db, engine, minioSvc: minioTable(db) });
  engine.resume();

  const crashAndFinish = async ({ name, step, when }: (typeof points)[number]): Promise<void> => {
    const user = `user-${step}-${when}`;
    const event = registration(user);
    const args = [condition, worker, database.url, "begin", user, String(step), when];
    const { exitCode, err } = await runProcess(process.execPath, args);
    expect({ user, exitCode, err }).toEqual({ user, exitCode: null, err: "" });

    // As if the time had passed in which the dead worker might still have given a sign of life.
    await db.query(
      sql`UPDATE seqwright_workflow SET lease_until = clock_timestamp() WHERE id = ${event.eventId}`,
    );

    // The broker delivers the message again, for it was never acknowledged.
    let acknowledged = 0;
    await workflow.start(event.eventId, event, { acknowledge: async () => void (acknowledged += 1) });
    await until(`${user} is done`, async () => (await workflow.status(event.eventId))?.state === "done");
    await until(`${user} is acknowledged`, () => acknowledged > 0);

    expect(acknowledged).toBe(1);
    expect({ user, writes: await writesOf(db, user) }).toEqual({ user, writes: writesOfRegistration });
    // Only a call to the outside whose answer nobody could write down any more is made again.
    const once = ["add user", "create path"];
    const expected =
      when !== "after"
        ? once
        : name.endsWith("minioAddUserCompletableFuture")
          ? ["add user", ...once]
          : name.endsWith("createObjectPathCompletableFuture")
            ? [...once, "create path"]
            : once;
    expect({ user, calls: await minioCallsOf(db, user) }).toEqual({ user, calls: expected });
  };

  const waiting = [...points];
  const lane = async (): Promise<void> => {
    for (let point = waiting.shift(); point !== undefined; point = waiting.shift())
      await crashAndFinish(point);
  };
  await Promise.all([lane(), lane(), lane()]);
});
