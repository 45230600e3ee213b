import { expect, test } from "vitest";
import type { Participant } from "../../../generator/ir/model/diagram-model.ts";
import type { Overrides } from "../../../generator/ir/model/overrides.ts";
import { linked } from "../../support/linked.ts";

function described(lines: string, code: string, overrides: Partial<Overrides> = {}): Participant {
  const found = linked(lines, overrides).model.participants.find((one) => one.code === code);
  if (found === undefined) throw new Error(`${code} does not take part`);
  return found;
}

test.each([
  ["an actor who is not called", "actor A\nA -> B: go()", "A", "initiator", undefined, "drawn as an actor"],
  [
    "an actor who is called back through what it handed out",
    "actor A\nA -> B: go(ack)\nB -> A: ack.acknowledge()",
    "A",
    "initiator",
    undefined,
    "drawn as an actor, and others only call back what it handed out",
  ],
  [
    "an actor who is called by others",
    "actor A\nB -> A: show(x)\nA -> B: ok()",
    "A",
    "initiator",
    undefined,
    "drawn as an actor",
  ],
  ["a database", "database Store\nA -> B: x()\nB -> Store: y()", "Store", "resource", "sql", "as a database"],
  [
    "a database that is a Redis",
    'database "Redis" as R\nA -> B: x()\nB -> R: y()',
    "R",
    "resource",
    "redis",
    "drawn as a database",
  ],
  ["a queue that is written to", "queue Q\nA -> B: x()\nB -> Q: y()", "Q", "resource", "kafka", "as a queue"],
  ["a queue that starts", "queue Q\nQ -> B: x()", "Q", "initiator", "kafka", "starts without being called"],
  [
    "a topic that messages go through",
    'participant "order-topic" as T\nA -> T: OrderPlaced {id}\nT -> B: OrderPlaced {id}',
    "T",
    "resource",
    "kafka",
    'its name says "topic", and messages go through it',
  ],
  [
    "a Kafka consumer that is called",
    "participant KafkaConsumer\nA -> KafkaConsumer: x()\nKafkaConsumer -> B: y()",
    "KafkaConsumer",
    "component",
    undefined,
    "does work of its own",
  ],
  [
    "who gets SQL and calls nobody",
    "A -> B: x()\nB -> Store: SELECT * FROM t WHERE id = :id",
    "Store",
    "resource",
    "sql",
    "it gets SQL",
  ],
  [
    "who gets Redis commands and calls nobody",
    "A -> B: x(id)\nB -> Store: DEL a:{id}",
    "Store",
    "resource",
    "redis",
    "it gets Redis commands",
  ],
  [
    "who is named after a technology and calls nobody",
    "A -> B: x()\nB -> MinioStore: put(x)",
    "MinioStore",
    "resource",
    "s3",
    'its name says "Minio", and it calls nobody',
  ],
  [
    "who is named after a technology, but calls others",
    "A -> B: x()\nB -> MinioStore: put(x)\nMinioStore -> C: log(x)",
    "MinioStore",
    "component",
    undefined,
    "it is called and does work of its own",
  ],
  [
    "an outside service",
    'participant "External Payment" as P\nA -> B: x()\nB -> P: pay()',
    "P",
    "resource",
    "http",
    "and it calls nobody",
  ],
  [
    "a collection that calls nobody",
    "collections Items\nA -> B: x()\nB -> Items: add(x)",
    "Items",
    "resource",
    "other",
    "drawn as a collection",
  ],
  [
    "who is named like an outsider and starts",
    "participant Scheduler\nScheduler -> B: tick()",
    "Scheduler",
    "initiator",
    undefined,
    'its name says "Scheduler"',
  ],
  [
    "an outsider in Korean",
    'participant "사용자" as U\nU -> B: tick()',
    "U",
    "initiator",
    undefined,
    'its name says "사용자"',
  ],
  ["whoever starts", "Orders -> B: tick()", "Orders", "initiator", undefined, "starts without being called"],
  ["whoever is called", "A -> Orders: place()", "Orders", "component", undefined, "it is called"],
  [
    "whoever is called, with a stereotype",
    "participant Orders <<Business Layer>>\nA -> Orders: place()",
    "Orders",
    "component",
    undefined,
    "(«Business Layer»)",
  ],
])("a role has a reason: %s", (_, lines, code, role, kind, reason) => {
  const participant = described(lines, code);
  expect(participant).toMatchObject({ role, kind });
  expect(participant.reason).toContain(reason);
});

test("the configuration wins over every deduction", () => {
  const roles = { Store: { role: "component" }, B: { role: "resource", kind: "http" } } as const;
  const lines = "database Store\nA -> B: x()\nB -> Store: y()";
  expect(described(lines, "Store", { roles })).toMatchObject({
    role: "component",
    kind: undefined,
    reason: "the configuration says so",
  });
  expect(described(lines, "B", { roles })).toMatchObject({ role: "resource", kind: "http" });
});

test("a configured resource keeps the technology that its name tells", () => {
  const roles = { Cache: { role: "resource" } } as const;
  expect(described("A -> Cache: x()\nCache -> B: y()", "Cache", { roles }).kind).toBe("redis");
  expect(
    described("A -> B: x()\nB -> Thing: y()", "Thing", { roles: { Thing: { role: "resource" } } }).kind,
  ).toBe("other");
});

test("the border stands for the world outside", () => {
  expect(described("[-> A: go()", "[")).toMatchObject({ role: "initiator", typeName: "Outside" });
  expect(described("[-> A: go()\nA ->]: gone()", "]")).toMatchObject({
    role: "initiator",
    typeName: "OutsideRight",
  });
});

test.each([
  ['participant "Kafka\\norder-events\\nConsumer" as C\nC -> B: x()', "order-events"],
  ['participant "order-events" as C\nC -> B: x()', undefined],
  ['participant "Kafka\\nConsumer" as C\nC -> B: x()', undefined],
])("a line of a label that looks like a topic names it: %s", (lines, topic) => {
  expect(described(lines, "C").topic).toBe(topic);
});

test.each([
  ["participant EventHandler as Handler", "Handler", "EventHandler", "handler"],
  ['participant "API Gateway" as Gw', "Gw", "ApiGateway", "gw"],
  ['participant "주문 서비스" as Orders', "Orders", "Orders", "orders"],
  ['participant "주문 서비스" as 주문', "주문", "주문서비스", "주문"],
  ["participant class", "class", "Class", "class_"],
])("%s is held as a field and named as a type", (declaration, code, typeName, fieldName) => {
  expect(described(`${declaration}\nA -> ${code}: x()`, code)).toMatchObject({ typeName, fieldName });
});

test("a name from the configuration wins over the label, and an explicit one over the glossary", () => {
  const lines = 'participant "주문 서비스" as O\nA -> O: x()';
  const glossary = { "주문 서비스": "orderService" };
  expect(described(lines, "O", { glossary }).typeName).toBe("OrderService");
  expect(described(lines, "O", { glossary, names: { O: "Ordering" } }).typeName).toBe("Ordering");
});

test.each([
  ["Kafka\\norders", "orders"],
  ["Kafka\\norders\\n(Event Bus)", "orders"],
  ["Kafka\\nthe orders", undefined],
  ["Kafka\\nTopic", undefined],
  ["Kafka\\norders\\npayments", undefined],
])("the only word beside those for the technology is a queue's topic: %s", (label, topic) => {
  expect(described(`queue "${label}" as Q\nA -> B: x()\nB -> Q: y()`, "Q").topic).toBe(topic);
});
