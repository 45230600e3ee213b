import { expect, test } from "vitest";
import { z } from "zod";
import { InvalidPayloadError } from "../../../../runtime/errors/errors.ts";
import type { OutgoingEvent } from "../../../../runtime/ports/event-publisher.ts";
import { textAt, withTextAt } from "../../../../runtime/system/payload-path.ts";
import { topicPublisher } from "../../../../runtime/system/topic-publisher.ts";

const OrderPaid = z.object({ orderId: z.string(), amount: z.number() });
const orderPaid = {
  participant: "K",
  method: "publishOrderPaid",
  topic: "orders",
  eventType: "OrderPaid",
  schema: OrderPaid,
};

type Port = Readonly<Record<"publishOrderPaid", (payload: unknown) => Promise<void>>>;

function published(more: object = {}, topics: Readonly<Record<string, string>> = {}) {
  const events: OutgoingEvent[] = [];
  const publish = async <Payload>(event: OutgoingEvent<Payload>): Promise<void> => void events.push(event);
  const port = topicPublisher([{ ...orderPaid, ...more }], { publish }, topics) as Port;
  return { port, events };
}

const payload = { orderId: "o-1", amount: 3 };

test("an event goes to its topic, with its type and what its schema makes of the payload", async () => {
  const { port, events } = published();
  await port.publishOrderPaid({ ...payload, secret: "not drawn" });
  expect(events).toEqual([{ topic: "orders", type: "OrderPaid", payload }]);
});

test("a payload that does not fit is not published", async () => {
  const { port, events } = published();
  await expect(port.publishOrderPaid({ orderId: "o-1", amount: "3" })).rejects.toThrow(InvalidPayloadError);
  expect(events).toEqual([]);
});

test("a drawn key is the record's, and the type stands where payloads say it", async () => {
  const { port, events } = published({ key: "orderId", typeField: "meta.type" }, { K: "orders-2" });
  await port.publishOrderPaid(payload);
  expect(events).toEqual([
    {
      topic: "orders-2",
      type: "OrderPaid",
      key: "o-1",
      payload: { ...payload, meta: { type: "OrderPaid" } },
    },
  ]);
});

test("whoever publishes learns that the broker refused it", async () => {
  const refused = new Error("no broker");
  const port = topicPublisher([orderPaid], { publish: () => Promise.reject(refused) }) as Port;
  await expect(port.publishOrderPaid(payload)).rejects.toBe(refused);
});

test.each<[unknown, string, string | undefined]>([
  [{ type: "A" }, "type", "A"],
  [{ meta: { type: "A" } }, "meta.type", "A"],
  [{ meta: "A" }, "meta.type", undefined],
  [{ type: 7 }, "type", "7"],
  [{ type: { name: "A" } }, "type", undefined],
  [{}, "constructor", undefined],
  [null, "type", undefined],
  ["A", "length", undefined],
])("in %j, %s is %s", (value, path, text) => {
  expect(textAt(value, path)).toBe(text);
});

test("a field that a payload has itself stays, and a payload that is no object has none", () => {
  expect(withTextAt({ type: "B" }, "type", "A")).toEqual({ type: "B" });
  expect(withTextAt([1], "type", "A")).toEqual([1]);
  expect(withTextAt({ meta: { at: 1 } }, "meta.type", "A")).toEqual({ meta: { at: 1, type: "A" } });
});
