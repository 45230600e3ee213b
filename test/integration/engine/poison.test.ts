import { spawn } from "node:child_process";
import { once } from "node:events";
import { text } from "node:stream/consumers";
import { fileURLToPath } from "node:url";
import { expect, inject, test } from "vitest";
import { postgresDatabase } from "../../../runtime/adapters/postgres.ts";
import { workflowAdmin, workflowEngine, workflowTables } from "../../../runtime/engine/index.ts";
import { migrate } from "../../../runtime/sql/migrate.ts";
import { freshDatabase } from "../../support/workflow/fresh-database.ts";
import { until } from "../../support/workflow/until.ts";

const worker = fileURLToPath(new URL("./poison-worker.ts", import.meta.url));

test("a workflow that kills its worker each time fails in the end, alone, and holds no other one up", async () => {
  await using database = await freshDatabase(inject("services").postgres.url);
  await using db = postgresDatabase({ url: database.url });
  await migrate(db, workflowTables);
  {
    await using engine = workflowEngine({ db, concurrency: 0 });
    const workflow = engine.workflow<string>("shipping", async () => undefined);
    await workflow.start("poison", "poison");
    for (let item = 0; item < 10; item += 1) await workflow.start(`item-${item}`, `item-${item}`);
  }
  const admin = workflowAdmin(db);
  const over = async (): Promise<boolean> =>
    (await admin.list({ states: ["pending", "running", "waiting"] })).length === 0;

  let crashes = 0;
  let reports = "";
  while (!(await over())) {
    const child = spawn(process.execPath, ["--conditions=seqwright-source", worker, database.url], {
      stdio: ["ignore", "pipe", "inherit"],
    });
    const output = text(child.stdout);
    const exit = once(child, "exit");
    const died = exit.then(() => true);
    await Promise.race([died, until("all are over", over)]);
    if (await over()) child.kill("SIGKILL");
    else crashes += 1;
    await exit;
    reports += await output;
  }

  // Five crashes are allowed, the sixth shows that there is no end to them.
  expect(crashes).toBe(6);
  expect(
    reports
      .trim()
      .split("\n")
      .map((line) => JSON.parse(line) as unknown),
  ).toEqual([
    {
      id: "poison",
      error:
        "CrashLoopError: given up: 6 workers in a row died, or lost their lease, before they finished its next step",
    },
  ]);
  expect(await admin.list({ states: ["failed"] })).toMatchObject([
    { id: "poison", crashes: 6, error: { name: "CrashLoopError" }, lastStep: undefined },
  ]);
  expect(await admin.list({ states: ["done"] })).toHaveLength(10);
});
