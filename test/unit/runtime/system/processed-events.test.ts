import { afterEach, expect, test, vi } from "vitest";
import { pgliteDatabase } from "../../../../runtime/adapters/pglite.ts";
import { migrate } from "../../../../runtime/sql/migrate.ts";
import { sql } from "../../../../runtime/sql/sql.ts";
import {
  forgettingProcessedEvents,
  processedEvents,
  processedEventTables,
} from "../../../../runtime/system/processed-events.ts";

const onError = (error: unknown): never => {
  throw error;
};

afterEach(() => void vi.useRealTimers());

test("each consumer remembers its own events, once", async () => {
  await using database = pgliteDatabase();
  await migrate(database, processedEventTables);
  const billing = processedEvents(database, "billing");
  expect(await billing.has("1")).toBe(false);
  await billing.add("1");
  await billing.add("1");
  expect(await billing.has("1")).toBe(true);
  expect(await processedEvents(database, "shipping").has("1")).toBe(false);
});

test("what is old is forgotten at the start and from time to time, a batch at a time", async () => {
  vi.useFakeTimers({ toFake: ["setInterval", "clearInterval"] });
  await using database = pgliteDatabase();
  await migrate(database, processedEventTables);
  const addOld = () =>
    database.query(
      sql`INSERT INTO seqwright_processed_event (consumer, id, processed_at)
        SELECT 'billing', 'old-' || n, clock_timestamp() - interval '15 days' FROM generate_series(1, 25) AS n`,
    );
  const left = async () =>
    (await database.query(sql`SELECT id FROM seqwright_processed_event`)).rows.map(({ id }) => id);
  await processedEvents(database, "billing").add("new");
  const statements = vi.spyOn(database, "query");

  await addOld();
  const forgetting = forgettingProcessedEvents(database, { batchMax: 10, everyMs: 1000, onError });
  await expect.poll(left, { timeout: 8000 }).toEqual(["new"]);
  expect(statements.mock.calls.filter(([{ text }]) => text.startsWith("DELETE"))).toHaveLength(3);

  await addOld();
  vi.advanceTimersByTime(1000);
  await expect.poll(left, { timeout: 8000 }).toEqual(["new"]);

  await forgetting[Symbol.asyncDispose]();
  await addOld();
  vi.advanceTimersByTime(10_000);
  expect(await left()).toHaveLength(26);
});

test("a database that is away is told, and asked again the next time", async () => {
  vi.useFakeTimers({ toFake: ["setInterval", "clearInterval"] });
  const told: unknown[] = [];
  const database = {
    query: async () => Promise.reject(new Error("away")),
    transaction: async () => Promise.reject(new Error("away")),
  };
  await using _ = forgettingProcessedEvents(database, {
    everyMs: 1000,
    onError: (error, attempted) => void told.push([String(error), attempted]),
  });
  await expect.poll(() => told, { timeout: 8000 }).toHaveLength(1);
  vi.advanceTimersByTime(1000);
  await expect.poll(() => told, { timeout: 8000 }).toHaveLength(2);
  expect(told[0]).toEqual(["Error: away", "forget events that were dealt with long ago"]);
});
