import { expect, test } from "vitest";
import { compile } from "../../../generator/compile.ts";
import { sourceFile } from "../../../generator/source/source-file.ts";
import { typeErrors } from "../../support/type-check.ts";

/** The wiring of a diagram, and what TypeScript has against it. */
async function wiringOf(lines: readonly string[], own: Readonly<Record<string, string>> = {}) {
  const source = sourceFile("diagrams/shop.puml", ["@startuml", ...lines, "@enduml", ""].join("\n"));
  const { value } = await compile({ sources: [source], config: {}, existing: new Map(Object.entries(own)) });
  const files = value.flatMap((diagram) => diagram.files);
  return {
    text: files.find(({ path }) => path.endsWith("/wiring.gen.ts"))?.content ?? "",
    errors: typeErrors(files),
  };
}

test("a request is an entry with its parameters where they stand in the request", async () => {
  const { text, errors } = await wiringOf([
    "actor Client",
    "participant OrderController as Orders",
    "database DB",
    "Client -> Orders: POST /shops/{shopId}/orders?dryRun={dryRun}\\n{item, count}",
    "Orders -> DB: INSERT INTO orders (shop_id) VALUES (:shopId)",
    'Orders --> Client: 201 Created\\n{"id": "o-1"}',
  ]);
  expect(errors).toEqual([]);
  expect(text).toContain('path: "/shops/{shopId}/orders"');
  expect(text).toMatch(/verb: "POST"/);
  expect(text).toMatch(/name: "shopId", in: "path"/);
  expect(text).toMatch(/name: "dryRun", in: "query"/);
  expect(text).toMatch(/name: "body", in: "body"/);
  expect(text).toContain("gateways: {},");
});

test("a request's parameters go by the names that the diagram writes, and the method's by names of code", async () => {
  const { text, errors } = await wiringOf([
    "actor Client",
    "participant Api",
    "Client -> Api: GET /things/{thing_id}?page_size={size}",
  ]);
  expect(errors).toEqual([]);
  expect(text).toContain('path: "/things/{thing_id}"');
  expect(text).toMatch(/name: "thing_id", in: "path"/);
  expect(text).toMatch(/name: "page_size", in: "query"/);
});

test("a method that refuses an event is told by the name that code calls", async () => {
  const { text, errors } = await wiringOf([
    'participant "Kafka Consumer" as Consumer',
    "participant Handler",
    "Consumer -> Handler: handle(order, ack)",
    "Handler -> Consumer: ack.basic_nack()",
  ]);
  expect(errors).toEqual([]);
  expect(text).toContain('refusedBy: ["basicNack"]');
});

test("an event's topic comes from the listener's label, or has to be given", async () => {
  const diagram = (label: string) => [
    `participant "${label}" as Consumer`,
    "participant OrderHandler as Handler",
    "participant Notifier",
    "Consumer -> Handler: OrderPlaced event {orderId}",
    "Handler -> Notifier: notify(orderId)",
  ];
  const named = await wiringOf(diagram("Kafka\\norder-events\\nConsumer"));
  expect(named.errors).toEqual([]);
  expect(named.text).toContain('topic: "order-events"');
  expect(named.text).toContain('eventType: "OrderPlaced"');
  expect(named.text).toContain('acknowledge: "on-return"');

  const unnamed = await wiringOf(diagram("Kafka Consumer"));
  expect(unnamed.errors).toEqual([]);
  expect(unnamed.text).not.toContain("topic:");
});

test("an object to acknowledge by makes the acknowledgement deferred", async () => {
  const { text, errors } = await wiringOf([
    "actor KafkaListener",
    "participant OrderHandler as Handler",
    "KafkaListener -> Handler: handle(order, ack)",
    "Handler -> KafkaListener: ack.acknowledge()",
  ]);
  expect(errors).toEqual([]);
  expect(text).toContain('acknowledge: "deferred"');
});

test("resources that are asked in words get their clients, those that get commands need no class", async () => {
  const { text, errors } = await wiringOf([
    "actor Client",
    "participant Shop",
    'queue "Order Topic" as Topic',
    "database Ledger",
    "participant Redis",
    "Client -> Shop: buy(item)",
    "Shop -> Ledger: INSERT Order",
    "Shop -> Redis: DEL cart:{item}",
    "Shop -> Topic: publish OrderPlaced {item}",
  ]);
  expect(errors).toEqual([]);
  expect(text).toContain("Ledger: ({ sql }) => new Ledger({ sql })");
  expect(text).toContain("({ events }) => new");
  expect(text).not.toMatch(/Redis: \(/);
  expect(text).toContain('kind: "call"');
});

test("the policies of the notes are there as data", async () => {
  const { text } = await wiringOf([
    'participant "Kafka\\norders\\nConsumer" as Consumer',
    "participant Handler",
    "participant Worker",
    "Consumer -> Handler: OrderPlaced event {orderId}",
    "note right: retry up to 5 times\\nDead Letter Queue\\nidempotent",
    "Handler -> Worker: work(orderId)",
  ]);
  expect(text).toContain("policies: { idempotent: true, retriesMax: 5 }");
});

test("names from a diagram cannot break out of the wiring", async () => {
  const { errors, text } = await wiringOf([
    'actor "Evil`${process.exit()}"',
    'participant "*/ process.exit() //" as B',
    '"Evil`${process.exit()}" -> B: GET /a/{id}/`${process.exit()}',
    "B -> C: go()",
    "C --> B: done",
  ]);
  expect(errors).toEqual([]);
  expect(text).toContain("export const system");
  // Only inside of string literals.
  expect(text).toContain("process.exit");
  expect(text.replaceAll(/"(?:[^"\\]|\\.)*"/g, "")).not.toContain("process.exit");
});

const publishing = [
  "actor Client",
  "participant Shop",
  'queue "Kafka\\norders" as Q',
  "Client -> Shop: pay(orderId, amount)",
  "Shop ->> Q: OrderPaid {orderId, amount} (key: orderId)",
];

test("what is published to a known topic needs no class", async () => {
  const { text, errors } = await wiringOf(publishing);
  expect(errors).toEqual([]);
  expect(text).toContain("gateways: {},");
  expect(text).toContain('method: "publishOrderPaid"');
  expect(text).toContain('topic: "orders"');
  expect(text).toContain('eventType: "OrderPaid"');
  expect(text).toContain("schema: OrderPaid");
  expect(text).toContain('key: "orderId"');
});

test("a class that somebody has written for a topic is used", async () => {
  const { text, errors } = await wiringOf(publishing, {
    "shop/kafka-orders.handler.ts": "export const KafkaOrders: any = class {};",
  });
  expect(errors).toEqual([]);
  expect(text).toContain("new KafkaOrders({ events })");
});

test.each([
  ["an event without a name", "Shop -> Q: tell the others"],
  ["an answer of the topic", "Shop -> Q: OrderSent {orderId}\nQ --> Shop: receipt {offset: number}"],
])("beside %s, a class publishes what is known", async (_what, more) => {
  const { text, errors } = await wiringOf([
    ...publishing.slice(0, 4),
    "Shop -> Q: OrderPaid {orderId}",
    more,
  ]);
  expect(errors).toEqual([]);
  expect(text).toContain("new KafkaOrders({ events })");
});

test("a directive says which field of payloads names the type of events", async () => {
  const { text } = await wiringOf([
    "' @seqwright type-field meta.type",
    ...publishing,
    "participant Mail",
    "Q -> Mail: OrderPaid",
    "Mail -> Mail: thank",
  ]);
  expect(text.match(/typeField: "meta\.type"/g)).toHaveLength(2);
});
