import { expect, test } from "vitest";
import { z } from "zod";
import { InvalidPayloadError } from "../../../../runtime/errors/errors.ts";
import { type EventKind, takersOf } from "../../../../runtime/system/event-dispatch.ts";

interface Arrow extends EventKind {
  readonly name: string;
}

const Order = z.object({ id: z.string() });
const Refund = z.object({ id: z.string(), amount: z.number() });

const whoTakes = (arrows: readonly Arrow[], type: string | undefined, payload: unknown) =>
  takersOf(arrows, { topic: "orders", type, payload }).map(({ kind }) => kind.name);

// What fits the second schema fits the first, too.
const subscribing: readonly Arrow[] = [
  { name: "order", eventType: "Order", schema: Order },
  { name: "refund", eventType: "Refund", schema: Refund },
];
const unnamed: readonly Arrow[] = [
  { name: "order", schema: Order },
  { name: "refund", schema: Refund },
];

test.each<[string, readonly Arrow[], string | undefined, unknown, readonly string[]]>([
  ["the type subscribed to", subscribing, "Refund", { id: "1", amount: 2 }, ["refund"]],
  ["another type than those subscribed to", subscribing, "Return", { id: "1" }, []],
  ["any type, where none is drawn", unnamed, "order.refund.v1", { id: "1" }, ["order"]],
  ["no type", [...subscribing].toReversed(), undefined, { id: "1" }, ["order"]],
  ["no type, in the diagram's order", subscribing, undefined, { id: "1", amount: 2 }, ["order"]],
  [
    "a type that is subscribed to beside an arrow that takes any",
    [{ name: "any" }, ...subscribing],
    "Order",
    { id: "1" },
    ["order"],
  ],
  ["a type for the arrow that takes any", [...subscribing, { name: "any" }], "Return", {}, ["any"]],
  [
    "what is drawn to two components",
    [...subscribing, { name: "mail", eventType: "Order", schema: Order }],
    "Order",
    { id: "1" },
    ["order", "mail"],
  ],
  [
    "what is drawn to two components, without a type",
    [
      { name: "order", schema: Order },
      { name: "refund", schema: Refund },
      { name: "mail", schema: Order },
    ],
    undefined,
    { id: "1" },
    ["order", "mail"],
  ],
])("an event of %s is for those that it is drawn to", (_what, arrows, type, payload, takers) => {
  expect(whoTakes(arrows, type, payload)).toEqual(takers);
});

test.each<[string, readonly Arrow[], string | undefined, string]>([
  ["the type subscribed to", subscribing, "Refund", "amount"],
  ["one kind", [{ name: "refund", schema: Refund }], undefined, "amount"],
  ["several kinds", unnamed, undefined, "none of the events that are drawn"],
])("an event of %s that is not what the diagram says is invalid", (_what, arrows, type, problem) => {
  const payload = type === undefined ? { amount: true } : { id: "1" };
  expect(() => whoTakes(arrows, type, payload)).toThrow(InvalidPayloadError);
  expect(() => whoTakes(arrows, type, payload)).toThrow(problem);
});

test("the payload is what the schema makes of it", () => {
  const [taken] = takersOf(subscribing, { topic: "orders", type: "Order", payload: { id: "1", other: 2 } });
  expect(taken?.payload).toEqual({ id: "1" });
});
