import { expect, test } from "vitest";
import { eventually, json, type TestTopic, testTopic } from "../kafka/kafka-fixture.ts";
import { type OrderArrows, orderEvents, type OrderHandlers } from "./order-events.ts";
import { testDatabase, testSystem } from "./system-fixture.ts";

const partitions = 4;
const each = 20;

const said = { "event-type": "OrderPaid" };
const paid = (eventId: string) => ({ key: eventId, headers: said, value: json({ eventId, amount: 3 }) });
const cancelled = (eventId: string) => ({
  key: eventId,
  headers: { "event-type": "OrderCancelled" },
  value: json({ eventId, reason: "late" }),
});
const ids = Array.from({ length: each }, (_, n) => `e${n}`);

function notes(...methods: readonly (keyof OrderHandlers)[]) {
  const handled: string[] = [];
  const handlers = Object.fromEntries(
    methods.map((method) => [
      method,
      async ({ eventId }: { readonly eventId: string }) => void handled.push(`${method} ${eventId}`),
    ]),
  ) satisfies OrderHandlers;
  return { handled, handlers };
}

async function started(
  handlers: OrderHandlers,
  arrows: OrderArrows,
  topics: { readonly Payments: TestTopic; readonly Cancellations?: TestTopic },
) {
  const { Payments, Cancellations = Payments } = topics;
  return testSystem(orderEvents(handlers, arrows), {
    topics: { Payments: Payments.name, Cancellations: Cancellations.name },
    groupId: Payments.group,
    databaseUrl: await testDatabase(),
  });
}

const all = (...methods: readonly (keyof OrderHandlers)[]) =>
  methods.flatMap((method) => ids.map((id) => `${method} ${id}`)).toSorted();

test("events of two topics are all handled, in one group", async () => {
  const [payments, cancellations] = await Promise.all([testTopic(partitions), testTopic(partitions)]);
  const { handled, handlers } = notes("onOrderPaid", "onOrderCancelled");
  const topics = { Payments: payments, Cancellations: cancellations };
  const { consumed, events } = await started(handlers, { ownQueue: true }, topics);

  await payments.produce(...ids.map(paid));
  await cancellations.produce(...ids.map(cancelled));
  await eventually(() => expect(handled.toSorted()).toEqual(all("onOrderCancelled", "onOrderPaid")));

  expect(consumed.filter(({ kind }) => kind === "dead-lettered")).toEqual([]);
  expect(events).toContainEqual({ kind: "listening", topic: payments.name, groupId: payments.group });
  expect(events).toContainEqual({ kind: "listening", topic: cancellations.name, groupId: payments.group });
});

test("events of one topic are told apart by the types that are drawn, and others are skipped", async () => {
  const topic = await testTopic(partitions);
  const { handled, handlers } = notes("onOrderPaid", "onOrderCancelled");
  const { consumed } = await started(handlers, {}, { Payments: topic });

  // Its payload alone would make it the other one.
  const ambiguous = (id: string) => ({
    ...cancelled(id),
    value: json({ eventId: id, reason: "", amount: 3 }),
  });
  await topic.produce(...ids.flatMap((id) => [paid(id), ambiguous(id)]));
  await topic.produce({ headers: { "event-type": "OrderSeen" }, value: json({}) });
  await eventually(() => expect(handled.toSorted()).toEqual(all("onOrderCancelled", "onOrderPaid")));

  await eventually(() => expect(consumed.filter(({ kind }) => kind === "skipped")).toHaveLength(1));
  expect(consumed.filter(({ kind }) => kind === "dead-lettered")).toEqual([]);
});

test("events that do not say their type are told apart by what is in them", async () => {
  const topic = await testTopic(partitions);
  const { handled, handlers } = notes("onOrderPaid", "onOrderCancelled");
  const { consumed } = await started(handlers, {}, { Payments: topic });

  const silent = ids.flatMap((id) => [paid(id), cancelled(id)]).map(({ key, value }) => ({ key, value }));
  await topic.produce(...silent, { value: json({ eventId: "neither" }) });
  await eventually(() => expect(handled.toSorted()).toEqual(all("onOrderCancelled", "onOrderPaid")));

  await eventually(() =>
    expect(consumed.filter(({ kind }) => kind === "dead-lettered")).toMatchObject([
      { attempts: 1, error: { name: "InvalidPayloadError" } },
    ]),
  );
});

test("an event that is drawn to two components reaches both, and each of them once when it comes again", async () => {
  const topic = await testTopic();
  const { handled, handlers } = notes("onOrderPaid", "onOrderCancelled", "sendReceipt");
  const { events } = await started(handlers, {}, { Payments: topic });

  await topic.produce(paid("e1"), paid("e1"), cancelled("e1"), cancelled("e1"));
  await eventually(async () => expect(await topic.committed()).toBe(4));

  expect(handled).toEqual(["onOrderPaid e1", "sendReceipt e1", "onOrderCancelled e1"]);
  expect(events.filter(({ kind }) => kind === "duplicate")).toHaveLength(3);
});

test("out of one topic, each arrow's events are tried as often as its own note says", async () => {
  const payments = await testTopic(partitions);
  const tried: string[] = [];
  const failing = (method: string) => async () => {
    tried.push(method);
    throw new Error("connection reset");
  };
  const handlers = { onOrderPaid: failing("paid"), onOrderCancelled: failing("cancelled") };
  const system = orderEvents(handlers);
  const limits: Readonly<Record<string, number>> = { onOrderPaid: 2, onOrderCancelled: 0 };
  const entries = system.entries.map((entry) => ({
    ...entry,
    policies: { retriesMax: limits[entry.method] ?? 0 },
  }));
  const { consumed } = await testSystem(
    { ...system, entries },
    {
      topics: { Payments: payments.name, Cancellations: payments.name },
      groupId: payments.group,
      databaseUrl: await testDatabase(),
    },
  );
  await payments.produce(paid("p1"), cancelled("c1"));
  await eventually(() => expect(consumed.filter(({ kind }) => kind === "dead-lettered")).toHaveLength(2));
  expect(tried.toSorted()).toEqual(["cancelled", "paid", "paid", "paid"]);
});
