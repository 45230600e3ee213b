import { expect, test } from "vitest";
import { linked } from "../../support/linked.ts";

const lines = `
  actor Client
  participant Shop
  participant Mail
  queue "Kafka\\norder-events" as Topic
  database DB
  participant Redis
  Client -> Shop : buy(item)
  Shop -> DB : INSERT Order
  Shop -> Redis : DEL cart:{item}
  Shop --> Client : bought
  Shop ->> Topic : OrderPaid event {item}
  Shop -> Mail : greet(item)
`;

test("whom a participant asks is in the order in which it first does", () => {
  const { participants } = linked(lines).model;
  expect(participants.find(({ code }) => code === "Shop")?.collaborators).toEqual([
    "DB",
    "Redis",
    "Topic",
    "Mail",
  ]);
});

test("a component goes on where it does something after its answer", () => {
  const { model } = linked(lines);
  expect(model.participants.flatMap(({ code, goesOn }) => (goesOn ? [code] : []))).toEqual(["Shop"]);
  const after = model.steps.flatMap((step) => (step.kind !== "reply" && step.afterAnswer ? [step.to] : []));
  expect(after).toEqual(["Topic", "Mail"]);
});

test("a call knows which call its sender is working on", () => {
  const { step } = linked("A -> B : one(x)\nB -> C : two(x)\nC --> B : ok\nB -> B : check\nB --> A : ok");
  const one = step(1);
  expect([step(2), step(4)].map((each) => (each.kind === "reply" ? "" : each.cause))).toEqual([
    one.id,
    one.id,
  ]);
});

test("everybody's code comes from somewhere, or there is a reason why not", () => {
  const { participants } = linked(lines).model;
  expect(participants.map(({ code, provision }) => [code, provision])).toEqual([
    ["Client", { by: "nobody", why: "outside" }],
    ["Shop", { by: "handler" }],
    ["Mail", { by: "handler" }],
    ["Topic", { by: "publisher" }],
    ["DB", { by: "gateway" }],
    ["Redis", { by: "client" }],
  ]);
});

test("arrows from the border are nobody's code", () => {
  const { participants } = linked("[-> A : go()\nA -> B : work()").model;
  expect(participants.find(({ code }) => code === "[")?.provision).toEqual({ by: "nobody", why: "border" });
});

test("what is written to a topic is a publication", () => {
  expect(linked(lines).model.publications).toMatchObject([
    { participant: "Topic", topic: "order-events", eventType: "OrderPaid", schema: { name: "OrderPaid" } },
  ]);
});

test.each([
  ["publish OrderPaid event {id}", "OrderPaid"],
  ["OrderPaid 이벤트 발행 {id}", "OrderPaid"],
  ["OrderPaid {id}", "OrderPaid"],
  ["주문 결과를 알린다", undefined],
])("%s publishes %s", (arrow, eventType) => {
  const [publication] = linked(`
    participant Shop
    queue Topic
    Client -> Shop : buy(id)
    Shop ->> Topic : ${arrow}
  `).model.publications;
  expect(publication?.eventType).toBe(eventType);
});
