import { expect, test } from "vitest";
import type { ConsumedEvent } from "../../../../runtime/ports/event-consumer.ts";
import { eventIdentity, typedId } from "../../../../runtime/system/event-identity.ts";

function event(payload: unknown, more: Partial<ConsumedEvent> = {}): ConsumedEvent {
  return {
    topic: "t",
    partition: 0,
    offset: "0",
    key: null,
    type: undefined,
    payload,
    headers: {},
    timestamp: new Date(0),
    attempt: 1,
    signal: new AbortController().signal,
    ...more,
  };
}

test.each<[string, string | undefined, ConsumedEvent]>([
  ["from-setup", "from-setup", event({ eventId: "in-payload" }, { headers: { "event-id": "in-header" } })],
  ["in-header", undefined, event({ eventId: "in-payload" }, { headers: { "event-id": "in-header" } })],
  ["in-payload", undefined, event({ eventId: "in-payload" })],
])("an event is %s when it says so", (identity, said, one) => {
  expect(eventIdentity(one, () => said)).toBe(identity);
});

test("an event without an id is what it says, wherever and however often it comes", () => {
  const first = event({ a: 1, b: [2] }, { key: "k", type: "Made" });
  const again = event({ b: [2], a: 1 }, { key: "k", type: "Made", offset: "9", partition: 3, attempt: 2 });
  expect(eventIdentity(first)).toBe(eventIdentity(again));
  expect(eventIdentity(first)).toMatch(/^[0-9a-f]{64}$/);
});

test.each<[string, unknown, unknown]>([
  ["an empty id", { eventId: "", n: 1 }, { eventId: "", n: 2 }],
  ["an id that is no text", { eventId: 7, n: 1 }, { eventId: 7, n: 2 }],
  ["a difference at the end of a long list", [...Array(200_000).keys(), 1], [...Array(200_000).keys(), 2]],
  ["a difference far down", nested(1, 500), nested(2, 500)],
])("events with %s are two", (_what, one, other) => {
  expect(eventIdentity(event(one))).not.toBe(eventIdentity(event(other)));
});

test("one id in two types is two", () => {
  expect(typedId("OrderPaid", "e1")).toBe("OrderPaid/e1");
  const pairs: [string, string][] = [
    ["OrderPaid", "e1"],
    ["OrderCancelled", "e1"],
    ["", "OrderPaid/e1"],
    ["OrderPaid/e1", ""],
    ["OrderPaid%2Fe1", ""],
  ];
  expect(new Set(pairs.map(([type, id]) => typedId(type, id))).size).toBe(pairs.length);
});

function nested(value: unknown, depth: number): unknown {
  return depth === 0 ? value : [nested(value, depth - 1)];
}
