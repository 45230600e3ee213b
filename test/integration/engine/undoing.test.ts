import { expect, test } from "vitest";
import { pgliteDatabase } from "../../../runtime/adapters/pglite.ts";
import { workflowEngine, workflowTables } from "../../../runtime/engine/index.ts";
import { FatalError, RetryableError } from "../../../runtime/errors/errors.ts";
import { UndoStack } from "../../../runtime/errors/undo-stack.ts";
import { migrate } from "../../../runtime/sql/migrate.ts";
import { until } from "../../support/workflow/until.ts";

test("durable work undoes what it has done, each once, also where undoing fails and is taken up anew", async () => {
  await using db = pgliteDatabase();
  await migrate(db, workflowTables);
  const done: string[] = [];
  let failures = 2;
  let begun = 0;
  const service = {
    bookFlight: async (id: string) => void done.push(`flight ${id}`),
    cancelFlight: async (id: string) => void done.push(`no flight ${id}`),
    bookHotel: async (id: string) => void done.push(`hotel ${id}`),
    async cancelHotel(id: string): Promise<void> {
      failures -= 1;
      if (failures >= 0) throw new RetryableError("the hotel is away");
      done.push(`no hotel ${id}`);
    },
    bookCar: async () => Promise.reject(new FatalError("there is no car")),
  };
  // Each pause gives the workflow back, and whoever takes it up goes through the code from its beginning.
  const options = { db, pollMs: 10, pauseInPlaceMaxMs: 0, retry: { delayMs: 10 } };
  await using engine = workflowEngine(options);
  const { trip } = engine.durable({ trip: service });
  const workflow = engine.workflow<null>("trip", async () =>
    engine.background.run("book", async () => {
      begun += 1;
      const undo = new UndoStack();
      try {
        await trip.bookFlight("a");
        undo.add("bookFlight", async () => trip.cancelFlight("a"));
        await trip.bookHotel("a");
        undo.add("bookHotel", async () => trip.cancelHotel("a"));
        await trip.bookCar();
      } catch (error) {
        throw await undo.undoneAfter(error);
      }
    }),
  );
  await workflow.start("a", null);
  engine.resume();
  await until("it has failed", async () => (await workflow.status("a"))?.state === "failed");

  expect(await workflow.status("a")).toMatchObject({ error: { message: "there is no car" } });
  expect(done).toEqual(["flight a", "hotel a", "no hotel a", "no flight a"]);
  expect(begun).toBeGreaterThan(2);
});
