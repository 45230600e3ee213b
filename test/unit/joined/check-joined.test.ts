import { expect, test } from "vitest";
import { compile } from "../../../generator/compile.ts";
import { sourceFile } from "../../../generator/source/source-file.ts";

const publisher = (event: string, topic = "orders"): string => `
queue "Kafka\\n${topic}" as Topic
participant Shop
actor User
User -> Shop : buy(orderId)
Shop -> Topic : ${event}
`;

const subscriber = (event: string, topic = "orders"): string => `
queue "Kafka\\n${topic}" as Topic
participant Billing
Topic -> Billing : ${event}
Billing -> Billing : bill
`;

/** `b.puml:4 joined/field-differs … (a.puml:6)` for each thing that diagrams say of each other. */
async function told(...diagrams: readonly string[]): Promise<readonly string[]> {
  const sources = diagrams.map((text, index) => {
    const name = "abc"[index] ?? "d";
    return sourceFile(`diagrams/${name}.puml`, `@startuml ${name}${text}@enduml\n`);
  });
  const { diagnostics } = await compile({ sources, config: {}, existing: new Map() });
  const lineAt = ({
    source,
    span,
  }: {
    source: { path: string; text: string };
    span: { start: number };
  }): string => `${source.path.slice(9)}:${source.text.slice(0, span.start).split("\n").length}`;
  return diagnostics
    .filter(({ code }) => code.startsWith("joined/"))
    .map((one) => `${lineAt(one)} ${one.message} ${one.hint ?? ""} (${one.related.map(lineAt).join()})`);
}

test.each([
  [
    "a field of another name",
    publisher("OrderPaid {orderId, amount: number}"),
    subscriber("OrderPaid {orderID, amount: number}"),
    'b.puml:4 OrderPaid is taken with "orderID", and diagrams/a.puml publishes it without it. Did you mean "orderId"? (a.puml:6)',
  ],
  [
    "a field that nobody sends",
    publisher("OrderPaid {orderId}"),
    subscriber("OrderPaid {orderId, couponCode}"),
    'b.puml:4 OrderPaid is taken with "couponCode", and diagrams/a.puml publishes it without it. Draw the event with the same fields and types in both diagrams. (a.puml:6)',
  ],
  [
    "a field inside of another",
    publisher("OrderPaid {orderId, buyer: {name: string}}"),
    subscriber("OrderPaid {orderId, buyer: {name: string, city: string}}"),
    'b.puml:4 OrderPaid is taken with "buyer.city", and diagrams/a.puml publishes it without it. Draw the event with the same fields and types in both diagrams. (a.puml:6)',
  ],
  [
    "a field of another type",
    publisher("OrderPaid {orderId, amount: number}"),
    subscriber("OrderPaid {orderId, amount: string}"),
    'b.puml:4 OrderPaid is taken with "amount", and diagrams/a.puml publishes it as a number. Draw the event with the same fields and types in both diagrams. (a.puml:6)',
  ],
  [
    "another topic",
    publisher("OrderPaid {orderId}", "order-events"),
    subscriber("OrderPaid {orderId}", "orders"),
    "b.puml:4 OrderPaid is taken from orders, and diagrams/a.puml publishes it to order-events only. Name the same topic in both diagrams. (a.puml:6)",
  ],
  [
    "an event that is misspelled",
    publisher("OrderPaid {orderId}"),
    subscriber("OrderPayd {orderId}"),
    'b.puml:4 No diagram publishes OrderPayd to orders, though others publish there. Did you mean "OrderPaid"? (a.puml:6)',
  ],
])("%s is told with both lines", async (_, one, other, expected) => {
  expect(await told(one, other)).toEqual([expected]);
});

test.each([
  ["the same event", publisher("OrderPaid {orderId, amount: number}"), subscriber("OrderPaid {orderId}")],
  ["another event of the topic", publisher("OrderPaid {orderId}"), subscriber("StockCounted {sku}")],
  ["an event of other topics", publisher("OrderPaid {orderId}"), subscriber("UserCame {userId}", "users")],
])("%s is no disagreement", async (_, one, other) => {
  expect(await told(one, other)).toEqual([]);
});

test("one that publishes it right is not blamed for one that does not", async () => {
  const right = publisher("OrderPaid {orderId, amount: number}");
  expect(
    await told(right, publisher("OrderPaid {orderId}"), subscriber("OrderPaid {orderId, amount: number}")),
  ).toEqual([
    'c.puml:4 OrderPaid is taken with "amount", and diagrams/b.puml publishes it without it. Draw the event with the same fields and types in both diagrams. (b.puml:6)',
  ]);
});

const writes = (command: string, name = "orderId"): string => `
actor User
participant Shop
participant "Redis Cache" as Cache
User -> Shop : buy(${name})
Shop -> Cache : ${command}
`;

test("a key that is kept for another time is told with both lines, whatever its parts are called", async () => {
  expect(
    await told(writes("SET order:{orderId} paid EX 60"), writes("SET order:{id} paid EX 3600", "id")),
  ).toEqual([
    'b.puml:6 "order:{id}" is kept for 3600 s here, and for 60 s in diagrams/a.puml. Draw the same time to live wherever the key is written. (a.puml:6)',
  ]);
  expect(await told(writes("SET order:{orderId} paid EX 60"), writes("SET order:{orderId} paid"))).toEqual([
    expect.stringContaining('"order:{orderId}" is kept for ever here, and for 60 s in diagrams/a.puml'),
  ]);
});

test.each([
  ["the same time", "SET order:{orderId} paid EX 3600"],
  ["another key", "SET cart:{orderId} paid EX 60"],
  ["a part of it", "SET order:{orderId}:error paid EX 60"],
])("%s is no disagreement of keys", async (_, command) => {
  expect(await told(writes("SET order:{orderId} paid EX 3600"), writes(command))).toEqual([]);
});
