import { spawn } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { postgresDatabase } from "../../../runtime/adapters/postgres.ts";
import {
  adoptRestoredEvents,
  eventSubscription,
  parkedEvents,
  sqlEventStore,
  type EventSubscriptionOptions,
  type SubscriptionEvent,
} from "../../../runtime/event-store/index.ts";
import { FatalError } from "../../../runtime/errors/errors.ts";
import type { SqlDatabase } from "../../../runtime/ports/sql-database.ts";
import { sql } from "../../../runtime/sql/sql.ts";
import { storeDatabase, tallyOf } from "../../support/event-store/store-database.ts";
import { gate, until } from "../../support/workflow/until.ts";

const event = (type = "Happened") => ({ type, data: {} });

/** A subscription that keeps a tally, in the transaction of its checkpoint. */
function tallying(db: SqlDatabase, options: Partial<EventSubscriptionOptions> = {}) {
  return eventSubscription(db, {
    name: "tally",
    pollMs: 10,
    handle: async ({ stream, version }) =>
      void (await db.query(sql`INSERT INTO tally (stream, version) VALUES (${stream}, ${version})`)),
    ...options,
  });
}

const tallied = (db: SqlDatabase, count: number) =>
  until(`${count} events are tallied`, async () => (await tallyOf(db)).length >= count);

function expectOwnOrder(entries: readonly string[]): void {
  const last = new Map<string, number>();
  for (const entry of entries) {
    const [stream = "", version = ""] = entry.split("/");
    expect(Number(version), `${entry} after version ${last.get(stream)}`).toBe((last.get(stream) ?? 0) + 1);
    last.set(stream, Number(version));
  }
}

test("ten writers and a reader beside them: every event once, each stream in its own order", async () => {
  await using database = await storeDatabase();
  const { db } = database;
  const store = sqlEventStore(db);
  await using subscription = tallying(db);
  await subscription.start();
  await Promise.all(
    Array.from({ length: 10 }, async (_, writer) => {
      for (let round = 0; round < 20; round += 1) {
        const stream = `cart-${(writer + round) % 4}`;
        if (round % 3 === 0) await store.append(stream, [event(), event()], { expected: "any" });
        // Takes its transaction number long before it appends.
        else
          await db.transaction(async () => {
            await db.query(sql`SELECT pg_current_xact_id()`);
            await db.query(sql`SELECT pg_sleep(${(writer % 3) / 200})`);
            await store.append(stream, [event()], { expected: "any" });
          });
      }
    }),
  );
  const { rows } = await db.query<{ count: number }>(sql`SELECT count(*) AS count FROM seqwright_event`);
  const count = rows[0]?.count ?? 0;
  expect(count).toBe(270);
  await tallied(db, count);
  const entries = await tallyOf(db);
  expect(new Set(entries).size).toBe(count);
  expect(entries).toHaveLength(count);
  expectOwnOrder(entries);
});

test("an event of a transaction that began early and ended late is not lost, nor read before its turn", async () => {
  await using database = await storeDatabase();
  const { db } = database;
  await using slowDb = postgresDatabase({ url: database.url });
  const store = sqlEventStore(db);
  const slowStore = sqlEventStore(slowDb);
  let queries = 0;
  const watched: SqlDatabase = {
    query: (statement) => ((queries += 1), db.query(statement)),
    transaction: (work) => db.transaction(work),
  };
  await using subscription = tallying(watched);
  await subscription.start();

  const begun = gate();
  const first = gate();
  const appended = gate();
  const over = gate();
  const slow = slowDb.transaction(async () => {
    await slowDb.query(sql`SELECT pg_current_xact_id()`);
    begun.open();
    await first.passed;
    await slowStore.append("cart-1", [event()], { expected: 1 });
    await slowStore.append("cart-9", [event()], { expected: 0 });
    appended.open();
    await over.passed;
  });
  await begun.passed;
  await store.append("cart-1", [event()], { expected: 0 });
  await store.append("cart-2", [event()], { expected: 0 });
  first.open();
  await appended.passed;
  await store.append("cart-3", [event()], { expected: 0 });
  // The reader has looked, three times at least, and has had to wait.
  const before = queries;
  await until("the reader has looked", () => queries >= before + 9);
  expect(await tallyOf(db)).toEqual([]);
  over.open();
  await slow;
  await tallied(db, 5);
  const entries = await tallyOf(db);
  expect(entries.toSorted()).toEqual(["cart-1/1", "cart-1/2", "cart-2/1", "cart-3/1", "cart-9/1"]);
  expectOwnOrder(entries);
});

test("processes share a subscription, and one that is killed in its handler has done nothing", async () => {
  await using database = await storeDatabase();
  const { db } = database;
  const store = sqlEventStore(db);
  for (let index = 0; index < 60; index += 1)
    await store.append(`cart-${index % 5}`, [event()], { expected: "any" });

  const program = fileURLToPath(new URL("../../support/event-store/tally-worker.ts", import.meta.url));
  const worker = (...args: readonly string[]) =>
    spawn(process.execPath, ["--conditions=seqwright-source", program, database.url, ...args], {
      stdio: "inherit",
    });
  for (const diesAt of ["1", "8", "13"]) {
    const [, signal] = await once(worker(diesAt), "exit");
    expect(signal).toBe("SIGKILL");
  }
  expect(await tallyOf(db)).toHaveLength(0 + 7 + 12);
  const workers = [worker(), worker()];
  try {
    await tallied(db, 60);
  } finally {
    for (const each of workers) each.kill("SIGKILL");
    await Promise.all(workers.map((each) => once(each, "exit")));
  }
  const entries = await tallyOf(db);
  expect(entries).toHaveLength(60);
  expectOwnOrder(entries);
});

test("an event that fails is tried again after its pauses, then parked, and can be tried again by hand", async () => {
  await using database = await storeDatabase();
  const { db } = database;
  const store = sqlEventStore(db);
  await store.append("cart-1", [event(), event("Bad"), event()], { expected: 0 });
  await store.append("order-1", [event()], { expected: 0 });
  await store.append("cart-2", [event("Fatal"), event()], { expected: 0 });

  const told: SubscriptionEvent[] = [];
  let mended = false;
  await using subscription = tallying(db, {
    categories: ["cart"],
    retry: { retriesMax: 2, delayMs: 8, factor: 2, jitter: 0 },
    observe: (each) => void told.push(each),
    handle: async ({ stream, version, type }) => {
      await db.query(sql`INSERT INTO tally (stream, version) VALUES (${stream}, ${version})`);
      if (mended) return;
      if (type === "Bad") throw new Error("out of stock");
      if (type === "Fatal") throw new FatalError("no such cart");
    },
  });
  await subscription.start();
  await tallied(db, 3);
  // What a failed handler wrote is not there, and other categories are not read.
  expect(await tallyOf(db)).toEqual(["cart-1/1", "cart-1/3", "cart-2/2"]);
  expect(
    told.map((each) => [
      each.kind,
      "event" in each ? `${each.event.stream}/${each.event.version}` : "",
      ...("afterMs" in each ? [each.failures, each.afterMs] : []),
    ]),
  ).toEqual([
    ["handled", "cart-1/1"],
    ["failed", "cart-1/2", 1, 8],
    ["failed", "cart-1/2", 2, 16],
    ["parked", "cart-1/2"],
    ["handled", "cart-1/3"],
    ["parked", "cart-2/1"],
    ["handled", "cart-2/2"],
  ]);

  const parked = parkedEvents(db, "tally");
  expect(
    (await parked.list()).map(({ event: { stream, version }, error }) => [stream, version, error]),
  ).toEqual([
    ["cart-1", 2, "Error: out of stock"],
    ["cart-2", 1, "FatalError: no such cart"],
  ]);
  expect(await parked.retry("cart-9", 1)).toBe(false);
  expect(await parked.retry("cart-2", 1)).toBe(true);
  await until("the event is parked again", () => told.filter(({ kind }) => kind === "parked").length === 3);
  expect(await parked.list()).toHaveLength(2);
  mended = true;
  await parked.retry("cart-1", 2);
  await tallied(db, 4);
  expect((await tallyOf(db)).at(-1)).toBe("cart-1/2");
  await until("one event is left", async () => (await parked.list()).length === 1);
});

test("a subscription that begins now leaves out what was there before", async () => {
  await using database = await storeDatabase();
  const { db } = database;
  const store = sqlEventStore(db);
  await store.append("cart-1", [event()], { expected: 0 });
  await using subscription = tallying(db, { from: "now", pollMs: 60_000 });
  await subscription.start();
  await store.append("cart-1", [event()], { expected: 1 });
  subscription.lookNow();
  await tallied(db, 1);
  expect(await tallyOf(db)).toEqual(["cart-1/2"]);
});

test("a database restored from a dump is refused until its events are adopted", async () => {
  await using database = await storeDatabase();
  const { db } = database;
  const store = sqlEventStore(db);
  for (const stream of ["cart-1", "cart-2", "cart-1"])
    await store.append(stream, [event()], { expected: "any" });
  {
    await using before = tallying(db);
    await before.start();
    await tallied(db, 3);
  }
  await store.append("cart-2", [event()], { expected: 1 });
  // As if another server had written it, with far more transactions than this one.
  for (const table of [sql`seqwright_event`, sql`seqwright_subscription`])
    await db.query(sql`UPDATE ${table} SET tx = (tx::text::bigint + 1000000)::text::xid8`);
  await using after = tallying(db);
  await expect(after.start()).rejects.toThrow("adoptRestoredEvents");
  await adoptRestoredEvents(db);
  await after.start();
  await store.append("cart-1", [event()], { expected: 2 });
  await tallied(db, 5);
  expect(await tallyOf(db)).toEqual(["cart-1/1", "cart-2/1", "cart-1/2", "cart-2/2", "cart-1/3"]);
});
