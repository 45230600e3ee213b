import { expect, test } from "vitest";
import { pgliteDatabase } from "../../../runtime/adapters/pglite.ts";
import { workflowEngine, workflowTables } from "../../../runtime/engine/index.ts";
import { migrate } from "../../../runtime/sql/migrate.ts";
import { until } from "../../support/workflow/until.ts";

const refuse = (): never => {
  throw new Error("the logger broke");
};

test.each<[string, () => unknown]>([
  ["throws", refuse],
  ["rejects", async () => refuse()],
])("a listener that %s costs a workflow nothing", async (_, listener) => {
  await using db = pgliteDatabase();
  await migrate(db, workflowTables);
  const kinds: string[] = [];
  const troubles: string[] = [];
  let reports = 0;
  await using engine = workflowEngine({
    db,
    pollMs: 10,
    retry: { delayMs: 10 },
    observe({ kind }) {
      kinds.push(kind);
      return listener();
    },
    onError(_error, what) {
      troubles.push(what);
      return listener();
    },
    // The first report is refused, which `onError` is told of.
    async onFailed() {
      reports += 1;
      if (reports === 1) throw new Error("nobody listens");
    },
  });
  const calls: string[] = [];
  const { service } = engine.durable({ service: { ship: async (id: string) => void calls.push(id) } });
  const workflow = engine.workflow<boolean>("shipping", async (isGood, _ack, id) =>
    engine.background.run("ship", async () => {
      await service.ship(id);
      if (!isGood) throw new TypeError("a bug");
    }),
  );
  engine.resume();

  await workflow.start("good", true);
  await engine.idle();
  expect(await workflow.status("good")).toMatchObject({ state: "done", attempts: 0, crashes: 0 });
  expect(kinds).toEqual(["started", "step finished", "done"]);

  await workflow.start("bad", false);
  await until("it has failed", async () => (await workflow.status("bad"))?.state === "failed");
  expect(await workflow.status("bad")).toMatchObject({ crashes: 0 });
  expect(troubles).toEqual(['report that workflow "bad" of shipping failed']);
  expect(calls).toEqual(["good", "bad"]);
});
