import { expect, test } from "vitest";
import { pgliteDatabase } from "../../../runtime/adapters/pglite.ts";
import {
  eventStoreTables,
  sqlEventStore,
  WrongVersionError,
  type EventStore,
  type ExpectedVersion,
  type NewEvent,
} from "../../../runtime/event-store/index.ts";
import { FatalError } from "../../../runtime/errors/errors.ts";
import { migrate } from "../../../runtime/sql/migrate.ts";
import { sql } from "../../../runtime/sql/sql.ts";
import { storeDatabase } from "../../support/event-store/store-database.ts";

const added = (count: number) => ({ type: "ItemAdded", data: { count } });

async function all(store: EventStore, stream: string, fromVersion = 1): Promise<readonly unknown[]> {
  const events: unknown[] = [];
  for await (const { version, data } of store.read(stream, { fromVersion })) events.push([version, data]);
  return events;
}

test("a stream is read back as it was written, a page at a time", async () => {
  await using db = pgliteDatabase();
  await migrate(db, eventStoreTables);
  const store = sqlEventStore(db, { batchMax: 2 });
  const data = { name: '줄\n"\u0000 \ud83d\ude00', nested: [1, null, { deep: true }] };
  await store.append("cart-1", [added(1), added(2), { type: "Odd", data, metadata: { causationId: "c" } }], {
    expected: "no stream",
  });
  await store.append("cart-2", [added(9)], { expected: "no stream" });
  await store.append("cart-1", [added(4), added(5)], { expected: 3 });
  expect(await all(store, "cart-1")).toEqual([
    [1, { count: 1 }],
    [2, { count: 2 }],
    [3, data],
    [4, { count: 4 }],
    [5, { count: 5 }],
  ]);
  expect(await all(store, "cart-1", 5)).toEqual([[5, { count: 5 }]]);
  expect(await all(store, "cart-3")).toEqual([]);
});

async function streamAt(version: number, store: EventStore, stream: string): Promise<void> {
  for (let known = 0; known < version; known += 1)
    await store.append(stream, [added(known)], { expected: known });
}

test.each<[number, readonly ExpectedVersion[], readonly ExpectedVersion[]]>([
  [2, ["any", "stream exists", 2], ["no stream", 0, 1, 3]],
  [0, ["any", "no stream", 0], ["stream exists", 1]],
])("a stream at version %s is as expected by %j, and not by %j", async (version, taken, refused) => {
  await using database = await storeDatabase();
  const store = sqlEventStore(database.db);
  for (const expected of taken) {
    await streamAt(version, store, `taken-${expected}`);
    const appended = await store.append(`taken-${expected}`, [added(9)], { expected });
    expect(appended).toEqual({ version: version + 1, repeated: false });
  }
  for (const expected of refused) {
    const stream = `refused-${expected}`;
    await streamAt(version, store, stream);
    const error = await store.append(stream, [added(9)], { expected }).catch((caught: unknown) => caught);
    expect(error).toBeInstanceOf(WrongVersionError);
    expect(error).toMatchObject({ stream, expected, actual: version });
    expect(await all(store, stream)).toHaveLength(version);
  }
});

test("a refused append leaves the transaction as it was", async () => {
  await using database = await storeDatabase();
  const { db } = database;
  const store = sqlEventStore(db);
  await db.query(sql`CREATE TABLE note (text text)`);
  await db.transaction(async () => {
    await expect(store.append("cart-1", [added(1)], { expected: 7 })).rejects.toThrow(
      'stream "cart-1" was expected to have: version 7; it is at version 0',
    );
    await db.query(sql`INSERT INTO note VALUES ('after')`);
    await store.append("cart-1", [added(1)], { expected: 0 });
  });
  expect((await db.query(sql`SELECT * FROM note`)).rowCount).toBe(1);
  expect(await all(store, "cart-1")).toHaveLength(1);
});

test("events that are written again change nothing, and part of them is refused", async () => {
  await using database = await storeDatabase();
  const store = sqlEventStore(database.db);
  const first = { id: "a", ...added(1) };
  const second = { id: "b", ...added(2) };
  expect(await store.append("cart-1", [first, second], { expected: 0 })).toEqual({
    version: 2,
    repeated: false,
  });
  await store.append("cart-1", [added(3)], { expected: 2 });
  // The writer does not know that its answer was lost, and still expects what it expected then.
  expect(await store.append("cart-1", [first, second], { expected: 0 })).toEqual({
    version: 2,
    repeated: true,
  });
  await expect(store.append("cart-1", [second, { id: "c", ...added(4) }], { expected: 3 })).rejects.toThrow(
    FatalError,
  );
  expect(await store.append("cart-2", [first], { expected: 0 })).toEqual({ version: 1, repeated: false });
  expect(await all(store, "cart-1")).toHaveLength(3);
});

test("what cannot be an event is refused", async () => {
  await using database = await storeDatabase();
  const store = sqlEventStore(database.db);
  const refused: readonly [string, readonly NewEvent[], number, string][] = [
    ["cart-1", [], 0, "no events"],
    ["", [added(1)], 0, "needs a name"],
    ["cart-1", [{ id: "", ...added(1) }], 0, "empty id"],
    ["cart-1", [added(1)], 1.5, "whole number"],
    ["cart-1", [{ type: "Odd", data: () => 1 }], 0, "no JSON"],
  ];
  for (const [stream, events, expected, message] of refused)
    await expect(store.append(stream, events, { expected })).rejects.toThrow(message);
  expect(await all(store, "cart-1")).toEqual([]);
});

test("of ten writers that expect the same version one wins, on PostgreSQL", async () => {
  await using database = await storeDatabase();
  const store = sqlEventStore(database.db);
  const outcomes = await Promise.allSettled(
    Array.from({ length: 10 }, (_, writer) => store.append("cart-1", [added(writer)], { expected: 0 })),
  );
  expect(outcomes.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
  const reasons = outcomes.flatMap((outcome) =>
    outcome.status === "rejected" ? [outcome.reason as unknown] : [],
  );
  expect(reasons.every((reason) => reason instanceof WrongVersionError)).toBe(true);
  expect(await all(store, "cart-1")).toHaveLength(1);
  // Without an expectation, none loses.
  await Promise.all(
    Array.from({ length: 10 }, (_, writer) =>
      store.append("cart-2", [added(writer), added(writer)], { expected: "any" }),
    ),
  );
  const events = (await all(store, "cart-2")) as [number, { count: number }][];
  expect(events.map(([version]) => version)).toEqual(Array.from({ length: 20 }, (_, index) => index + 1));
  for (let index = 0; index < 20; index += 2) expect(events[index]?.[1]).toEqual(events[index + 1]?.[1]);
});
