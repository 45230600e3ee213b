import fc from "fast-check";
import { expect, test } from "vitest";
import {
  handleCommand,
  sqlEventStore,
  stableId,
  WrongVersionError,
  type Decider,
  type EventStore,
} from "../../../runtime/event-store/index.ts";
import { storeDatabase } from "../../support/event-store/store-database.ts";

interface Taken {
  readonly type: "Taken";
  readonly data: { readonly amount: number };
}

/** An account from which at most 100 can be taken. */
const account: Decider<number, { readonly amount: number }, Taken> = {
  initial: 100,
  decide({ amount }, left) {
    if (amount > left) throw new Error("not enough left");
    return amount === 0 ? [] : [{ type: "Taken", data: { amount } }];
  },
  evolve: (left, { data }) => left - data.amount,
};

async function leftOf(store: EventStore, stream: string): Promise<number> {
  let left = account.initial;
  for await (const { data } of store.read(stream))
    left = account.evolve(left, { type: "Taken", data } as Taken);
  return left;
}

test("commands at the same time decide one after the other", async () => {
  await using database = await storeDatabase();
  const store = sqlEventStore(database.db);
  const outcomes = await Promise.allSettled(
    Array.from({ length: 8 }, () => handleCommand(store, "account-1", account, { amount: 30 })),
  );
  expect(outcomes.filter(({ status }) => status === "fulfilled")).toHaveLength(3);
  expect(await leftOf(store, "account-1")).toBe(10);
});

test("a message that comes again changes nothing, and one that decides nothing writes nothing", async () => {
  await using database = await storeDatabase();
  const store = sqlEventStore(database.db);
  const take = (amount: number, causationId: string) =>
    handleCommand(store, "account-1", account, { amount }, { causationId, correlationId: "order-7" });
  expect(await take(60, "m-1")).toMatchObject({ version: 1, repeated: false });
  expect(await take(10, "m-2")).toMatchObject({ version: 2, repeated: false });
  // It would be refused by now.
  expect(await take(60, "m-1")).toMatchObject({ events: [{ data: { amount: 60 } }], repeated: true });
  expect(await take(0, "m-3")).toMatchObject({ events: [], version: 2 });
  await expect(take(60, "m-4")).rejects.toThrow("not enough left");
  const twice = await Promise.all([take(5, "m-5"), take(5, "m-5"), take(5, "m-5")]);
  expect(twice.filter(({ repeated }) => !repeated)).toHaveLength(1);
  expect(await leftOf(store, "account-1")).toBe(25);
  for await (const { metadata } of store.read("account-1"))
    expect(metadata).toMatchObject({ correlationId: "order-7", causationId: expect.stringMatching(/^m-/) });
});

test("whoever always loses gives up", async () => {
  await using database = await storeDatabase();
  const store = sqlEventStore(database.db);
  let tries = 0;
  const unlucky: EventStore = {
    read: (stream, options) => store.read(stream, options),
    append: async (stream, events, options) => {
      tries += 1;
      await store.append(stream, [{ type: "Taken", data: { amount: 1 } }], { expected: "any" });
      return store.append(stream, events, options);
    },
  };
  await expect(
    handleCommand(unlucky, "account-1", account, { amount: 5 }, { retriesMax: 3 }),
  ).rejects.toThrow(WrongVersionError);
  expect(tries).toBe(4);
});

test("a stable id depends on each part, and is a UUID", () => {
  expect(stableId("order-1", "payment")).toBe(stableId("order-1", "payment"));
  expect(stableId("a", "bc")).not.toBe(stableId("ab", "c"));
  expect(stableId("a")).not.toBe(stableId("a", ""));
  fc.assert(
    fc.property(fc.array(fc.string(), { maxLength: 3 }), (parts) => {
      expect(stableId(...parts)).toMatch(/^[\da-f]{8}-[\da-f]{4}-8[\da-f]{3}-[89ab][\da-f]{3}-[\da-f]{12}$/);
    }),
    { seed: 1 },
  );
});
