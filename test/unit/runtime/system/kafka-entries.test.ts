import { expect, onTestFinished, test } from "vitest";
import { pgliteDatabase } from "../../../../runtime/adapters/pglite.ts";
import type { ConsumedEvent } from "../../../../runtime/ports/event-consumer.ts";
import type { SystemEntry } from "../../../../runtime/system/system-definition.ts";
import type { Subscription, SystemOptions } from "../../../../runtime/system/system-options.ts";
import { workflowName } from "../../../../runtime/system/system-context.ts";
import { startSystem } from "../../../../runtime/system/start-system.ts";
import { backgroundOrders } from "../../../integration/systems/background-orders.ts";
import { orderEvents } from "../../../integration/systems/order-events.ts";

function outside() {
  const subscriptions: Subscription[] = [];
  const db = pgliteDatabase();
  onTestFinished(() => db[Symbol.asyncDispose]());
  const stop = async (): Promise<void> => {};
  const options = {
    clients: { sql: db },
    subscribe: (subscription) => {
      subscriptions.push(subscription);
      return { start: async () => {}, stop, [Symbol.asyncDispose]: stop };
    },
  } satisfies SystemOptions;
  return { options, subscriptions };
}

function event(topic: string, type: string | undefined): ConsumedEvent {
  return {
    topic,
    partition: 0,
    offset: "0",
    key: null,
    type,
    payload: { eventId: "e1", amount: 1 },
    headers: {},
    timestamp: new Date(0),
    attempt: 1,
    signal: new AbortController().signal,
  };
}

function withoutSchema(entry: SystemEntry): SystemEntry {
  if (entry.kind !== "kafka") return entry;
  const { schema: _, ...rest } = entry;
  return rest;
}

const nothing = async (): Promise<void> => {};
const handlers = { onOrderPaid: nothing, onOrderCancelled: nothing };

test("all arrows of all topics are one subscription, for the types of all of them", async () => {
  const { options, subscriptions } = outside();
  await using _ = await startSystem(orderEvents(handlers, { ownQueue: true }), options);
  expect(subscriptions).toMatchObject([
    {
      topic: ["payments", "cancellations"],
      groupId: "orders",
      eventType: ["OrderPaid", "OrderCancelled"],
      acknowledge: "immediate",
    },
  ]);
  // Either would refuse the events of the other.
  expect(subscriptions[0]).not.toHaveProperty("schema");
});

test("what every arrow asks of events is left to the consumer", async () => {
  const { options, subscriptions } = outside();
  const both = { onOrderPaid: nothing, sendReceipt: nothing };
  const system = orderEvents(both);
  await using _ = await startSystem(system, options);
  const [entry] = system.entries;
  if (entry?.kind !== "kafka") throw new Error("the first arrow is an event");
  expect(subscriptions).toMatchObject([{ topic: "payments", eventType: "OrderPaid" }]);
  expect(subscriptions[0]?.schema).toBe(entry.schema);
});

test("an event of a topic that is none of several is an error, instead of being lost", async () => {
  const { options, subscriptions } = outside();
  await using _ = await startSystem(orderEvents(handlers, { ownQueue: true }), options);
  const [subscription] = subscriptions;
  if (subscription?.acknowledge !== "immediate") throw new Error("nothing is in the background");
  const delivered = subscription.handler(event("elsewhere", undefined));
  await expect(delivered).rejects.toThrow('topic "elsewhere", which was not subscribed to');
});

test("the type of an event is told by a field of its payload, where the diagram says so", async () => {
  const { options, subscriptions } = outside();
  const { handled, seen } = { handled: [] as string[], seen: [] as unknown[] };
  const note = (method: string) => async (): Promise<void> => void handled.push(method);
  const system = orderEvents({ onOrderPaid: note("paid"), onOrderCancelled: note("cancelled") });
  const entries = system.entries.map((entry) =>
    entry.kind === "kafka" ? { ...entry, typeField: "meta.type" } : entry,
  );
  await using _ = await startSystem({ ...system, entries }, { ...options, onEvent: (one) => seen.push(one) });
  const [subscription] = subscriptions;
  if (subscription?.acknowledge !== "immediate") throw new Error("events are acknowledged on return");
  expect(subscription).not.toHaveProperty("eventType");
  expect(subscription).not.toHaveProperty("schema");
  const typed = (type: string): ConsumedEvent => ({
    ...event("payments", "SomethingElse"),
    payload: { eventId: type, amount: 1, reason: "", meta: { type } },
  });
  for (const type of ["OrderCancelled", "OrderPaid", "OrderSeen"]) await subscription.handler(typed(type));
  expect(handled).toEqual(["cancelled", "paid"]);
  expect(seen).toContainEqual({ kind: "skipped", topic: "payments", type: "OrderSeen" });
});

test("a system in which nothing tells the events of two arrows apart does not start", async () => {
  const { options, subscriptions } = outside();
  const { entries, ...system } = orderEvents(handlers, { ownQueue: true, unnamed: true });
  const ambiguous = { ...system, entries: entries.map(withoutSchema) };
  const oneTopic = { ...options, topics: { Payments: "orders", Cancellations: "orders" } };
  await expect(startSystem(ambiguous, oneTopic)).rejects.toThrow(
    'takes events of topic "orders" by "Payments → Handler: OrderPaid" and "Cancellations → Handler: OrderCancelled", and nothing tells them apart',
  );
  expect(subscriptions).toEqual([]);
  await using _ = await startSystem(ambiguous, options);
  expect(subscriptions).toHaveLength(1);
});

test.each(["hands out", "shows none"] as const)(
  "background work answers for its message when it is over, in a diagram that %s",
  async (drawn) => {
    const { options, subscriptions } = outside();
    await using _ = await startSystem(backgroundOrders(drawn, nothing), options);
    expect(subscriptions).toMatchObject([{ topic: "orders", acknowledge: "deferred" }]);
  },
);

test("events of one method that have an id in common, but not the type or the topic, are no duplicates", async () => {
  const { options, subscriptions } = outside();
  let handled = 0;
  const system = orderEvents({ onOrderPaid: async () => void (handled += 1) }, { unnamed: true });
  await using _ = await startSystem(system, options);
  const [subscription] = subscriptions;
  if (subscription?.acknowledge !== "immediate") throw new Error("nothing is in the background");
  const different = [
    event("a", "OrderPaid"),
    event("a", "OrderPaidAgain"),
    event("b", "OrderPaid"),
    event("a", ""),
  ];
  for (const one of [...different, ...different]) await subscription.handler(one);
  expect(handled).toBe(different.length);
});

test("arrows of two senders to one method in the background are workflows of two names", async () => {
  const { options } = outside();
  const system = backgroundOrders("shows none", nothing);
  const [entry] = system.entries;
  if (entry?.kind !== "kafka") throw new Error("the first arrow is an event");
  const entries = [entry, { ...entry, participant: "Refunds", topic: "refunds" }];
  expect(entries.map((one) => workflowName(one, { ...system, entries }))).toEqual([
    "background-orders/Handler.onOrder",
    "background-orders/Refunds → Handler.onOrder",
  ]);
  await using _ = await startSystem({ ...system, entries }, options);
});

test("an event whose handler overruns the limit of its note has failed", async () => {
  const { options, subscriptions } = outside();
  const handlers = { onOrderPaid: () => new Promise<void>(() => {}) };
  const system = orderEvents(handlers);
  const entries = system.entries.map((entry) => ({ ...entry, policies: { deadlineMs: 5 } }));
  await using _ = await startSystem({ ...system, entries }, options);
  const [subscription] = subscriptions;
  if (subscription?.acknowledge !== "immediate") throw new Error("events are acknowledged on return");
  await expect(subscription.handler(event("payments", "OrderPaid"))).rejects.toThrow("longer than 5 ms");
});

test("only events of an arrow that promises it are remembered", async () => {
  const { options, subscriptions } = outside();
  let handled = 0;
  const count = async (): Promise<void> => void (handled += 1);
  const system = orderEvents({ onOrderPaid: count, onOrderCancelled: nothing });
  const [paid, cancelled] = system.entries;
  if (paid === undefined || cancelled === undefined) throw new Error("there are two arrows");
  const entries = [{ ...paid, policies: {} }, cancelled];
  await using _ = await startSystem({ ...system, entries }, options);
  const [subscription] = subscriptions;
  if (subscription?.acknowledge !== "immediate") throw new Error("events are acknowledged on return");
  await subscription.handler(event("payments", "OrderPaid"));
  await subscription.handler(event("payments", "OrderPaid"));
  expect(handled).toBe(2);
});
