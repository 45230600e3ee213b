import { expect, test } from "vitest";
import { pgliteDatabase } from "../../../runtime/adapters/pglite.ts";
import { workflowEngine } from "../../../runtime/engine/index.ts";
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

test("a registration goes through all of its steps, once", async () => {
  await using db = pgliteDatabase();
  await createSystemTables(db);
  await using engine = workflowEngine({ db });
  const workflow = workflowSystem({ db, engine, minioSvc: minioTable(db) });
  const acknowledged: string[] = [];
  const event = registration("ada");
  const ack = { acknowledge: async () => void acknowledged.push(event.eventId) };

  expect(await workflow.start(event.eventId, event, ack)).toBe("started");
  expect(acknowledged).toEqual([]);
  await engine.idle();

  const status = await workflow.status(event.eventId);
  expect(status).toMatchObject({ state: "done", attempts: 0, leaseOwner: undefined, error: undefined });
  expect(status?.steps.map(({ step }) => step)).toEqual(stepsOfRegistration);
  expect(await writesOf(db, "ada")).toEqual(writesOfRegistration);
  expect(await minioCallsOf(db, "ada")).toEqual(["add user", "create path"]);
  expect(acknowledged).toEqual([event.eventId]);

  expect(await workflow.start(event.eventId, event, ack)).toBe("known");
  expect(acknowledged).toEqual([event.eventId, event.eventId]);
  expect(await writesOf(db, "ada")).toEqual(writesOfRegistration);
});
