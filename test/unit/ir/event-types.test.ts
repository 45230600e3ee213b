import { expect, test } from "vitest";
import { typeText } from "../../../generator/ir/model/type-text.ts";
import { linked } from "../../support/linked.ts";

/** Types of a diagram in which the shop publishes and billing receives. */
const typesOf = (published: string, received: string, between = "") =>
  linked(`
    actor Client
    participant Shop
    queue "Kafka\\norders" as K
    participant Billing
    Client -> Shop : place(orderId, amount)
    Shop -> K : ${published}
    ${between}
    K -> Billing : ${received}
  `).model.types.map(({ name, type }) => `${name} = ${typeText(type)}`);

const full = ["OrderPlaced = { orderId: non-empty string, amount: number }"];

test.each([
  ["OrderPlaced {orderId, amount}", "OrderPlaced"],
  ["OrderPlaced", "OrderPlaced {orderId, amount}"],
  ["OrderPlaced {orderId}", "OrderPlaced {orderId, amount}"],
  ["OrderPlaced {orderId, amount}", "OrderPlaced {orderId}"],
  ["OrderPlaced 이벤트 발행", "OrderPlaced 이벤트 수신\\n{orderId, amount}"],
  ["OrderPlacedイベントを発行 {orderId, amount}", "OrderPlacedを受信"],
  ["publish OrderPlaced {orderId, amount}", "received event: OrderPlaced"],
  ["OrderPlaced {orderId: string, amount}", "OrderPlaced {orderId, amount: number}"],
])("the fields of the fullest drawing hold for both ends: %s, %s", (published, received) => {
  expect(
    typesOf(published, received).map((text) => text.replace("orderId: string", "orderId: non-empty string")),
  ).toEqual(full);
});

test("a publisher that draws less hands on what it knows of the rest", () => {
  const { model } = linked(`
    actor Client
    participant Shop
    queue "Kafka\\norders" as K
    participant Billing
    Client -> Shop : place(orderId, amount)
    Shop -> K : OrderPlaced
    K -> Billing : OrderPlaced {orderId, amount}
  `);
  const published = model.steps.find(({ to }) => to === "K");
  expect(published).toMatchObject({
    method: "publishOrderPlaced",
    args: [{ value: { kind: "record", fields: [{ name: "orderId" }, { name: "amount" }] } }],
  });
  expect(model.holes).toEqual([]);
});

test("variants that a written-out value tells apart stay variants", () => {
  const [type] = typesOf(
    "OrderClosed {orderId, status: PAID}",
    "OrderClosed",
    "Shop -> K : OrderClosed {orderId, status: REFUSED, reason}",
  );
  expect(type).toContain("|");
});

test("drawings of which none is the fullest have their differences as optional fields", () => {
  expect(typesOf("OrderPlaced {orderId, amount}", "OrderPlaced {orderId, shopId}")).toEqual([
    "OrderPlaced = { orderId: non-empty string, amount?: number, shopId?: non-empty string }",
  ]);
});

test.each([
  ["OrderPlaced {orderId}", "publishOrderPlaced"],
  ["publish OrderPlaced", "publishOrderPlaced"],
  ["OrderPlaced 이벤트 발행", "publishOrderPlaced"],
  ["OrderPlaced 메시지 전송", "publishOrderPlaced"],
  ["send OrderPlaced to subscribers", "publishOrderPlaced"],
  ["OrderReceived {orderId}", "publishOrderReceived"],
  ["subscribe OrderPlaced", "subscribeOrderPlaced"],
  ["OrderPlaced 이벤트 구독", "orderPlaced이벤트구독"],
])("an arrow to a topic that says %s asks for %s", (text, method) => {
  const { model } = linked(`
    actor Client
    participant Shop
    queue "Kafka\\norders" as K
    Client -> Shop : go()
    Shop -> K : ${text}
  `);
  expect(model.participants.find(({ code }) => code === "K")?.operations.map((one) => one.method)).toEqual([
    method,
  ]);
});
