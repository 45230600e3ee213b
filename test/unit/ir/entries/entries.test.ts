import { expect, test } from "vitest";
import { linked } from "../../../support/linked.ts";

/** The entries of a diagram, in the model's words. */
const entriesOf = (lines: string) => linked(lines).model.entries;

const consumer = (label: string, arrow: string, note = "") => `
  participant "${label}" as Consumer
  participant Handler
  ${note}
  Consumer -> Handler : ${arrow}
`;

test("a request's parameters keep the names that the diagram writes", () => {
  const [entry] = entriesOf(`
    actor Client
    participant Api
    Client -> Api : POST /things/{thing-id}/parts/{thing_id}?page_size={n}&sort[]=name\\n{item}
  `);
  expect(entry).toMatchObject({
    kind: "http",
    participant: "Client",
    component: "Api",
    verb: "POST",
    path: "/things/{thing-id}/parts/{thing_id}",
    parameters: [
      { name: "thing-id", in: "path" },
      { name: "thing_id", in: "path" },
      { name: "page_size", in: "query" },
      { name: "sort[]", in: "query" },
      { name: "body", in: "body" },
    ],
  });
});

test.each([
  ["https://api.example.com/orders/{id}", "/orders/{id}"],
  ["/orders/:id", "/orders/{id}"],
  ["{base}/orders", "/{base}/orders"],
])("the path of %s is %s", (drawn, path) => {
  const [entry] = entriesOf(`actor Client\nparticipant Api\nClient -> Api : GET ${drawn}`);
  expect(entry).toMatchObject({ path });
});

test.each([
  ["its label", consumer("Kafka\\norder-events\\nConsumer", "OrderPaid event {id}"), "order-events"],
  [
    "a note about it",
    consumer("Kafka Consumer", "OrderPaid event {id}", "note over Consumer: Kafka 구독\\norder-events"),
    "order-events",
  ],
  ["nobody", consumer("Kafka Consumer", "OrderPaid event {id}"), undefined],
])("an event's topic is named by %s", (_who, lines, topic) => {
  const [entry] = entriesOf(lines);
  expect(entry?.kind === "kafka" ? entry.topic : "no event").toBe(topic);
});

test.each<[string, string | undefined]>([
  ["OrderPaid event {id}", "OrderPaid"],
  ["OrderPaid 이벤트 수신 {id}", "OrderPaid"],
  ["OrderPaid 이벤트를 받아 처리 {id}", "OrderPaid"],
  ["OrderPaid 이벤트 구독", "OrderPaid"],
  ["OrderPaid를 전달", "OrderPaid"],
  ["OrderPaid {id}", "OrderPaid"],
  ["OrderPaid", "OrderPaid"],
  ["Paid", "Paid"],
  ["order.paid", "order.paid"],
  ["order-paid", "order-paid"],
  ["ORDER_PAID", "ORDER_PAID"],
  ["ORDER_PAID 이벤트 수신", "ORDER_PAID"],
  ["deliver OrderPaid to the subscriber", "OrderPaid"],
  ["deliver OrderPaid {id}", "OrderPaid"],
  ["received event: OrderPaid", "OrderPaid"],
  ["CONSUME OrderPaid\\n(queue: orders)", "OrderPaid"],
  ["consume(OrderPaid)", "OrderPaid"],
  ["OrderPaidイベントを受信 {id}", "OrderPaid"],
  ["「OrderPaid」を配信", "OrderPaid"],
  ["OrderPaidイベント受信", "OrderPaid"],
  ["결제완료 {id}", "결제완료"],
  ["결제완료", "결제완료"],
  ["결제가 완료되었다", undefined],
  ["onEvent(event)", undefined],
  ["consume", undefined],
  ["Message", undefined],
  ["이벤트 수신", undefined],
  ["메시지 {id}", undefined],
  ["イベント受信", undefined],
  ["paid", undefined],
  ["order confirmed event received", undefined],
  ["deliver to OrderService", undefined],
  ["consume @KafkaListener MANUAL_IMMEDIATE", undefined],
  ["OrderPaid or OrderRefused", undefined],
])("%s out of a topic takes events of type %s", (arrow, eventType) => {
  const [entry] = entriesOf(consumer("Kafka\\norders\\nConsumer", arrow));
  if (entry?.kind !== "kafka") throw new Error("an event comes in");
  expect(entry.eventType).toBe(eventType);
});

test("a note says which events of a topic are subscribed to", () => {
  const note = "note over Consumer: Kafka 구독\\norder-events\\n이벤트 타입: OrderPaid";
  const [entry] = entriesOf(consumer("Kafka Consumer", "onEvent(event)", note));
  expect(entry).toMatchObject({ kind: "kafka", topic: "order-events", eventType: "OrderPaid" });
});

test("an event is acknowledged on return, or by the object that the diagram hands out", () => {
  expect(entriesOf(consumer("Kafka Consumer", "handle(order)"))).toMatchObject([
    { acknowledge: "on-return" },
  ]);
  const [entry] = entriesOf(`
    participant "Kafka Consumer" as Consumer
    participant Handler
    Consumer -> Handler : handle(order, ack)
    alt valid
      Handler -> Consumer : ack.acknowledge()
    else invalid
      Handler -> Consumer : ack.nack()
    end
  `);
  expect(entry).toMatchObject({ acknowledge: "deferred", refusedBy: ["nack"] });
});

test("what no protocol carries is a call", () => {
  expect(entriesOf("actor 사용자\nparticipant 가게\n사용자 -> 가게 : 주문하기(item)")).toEqual([
    {
      kind: "call",
      step: "사용자 → 가게: 주문하기(item)",
      participant: "사용자",
      component: "가게",
      method: "주문하기",
    },
  ]);
});

test("each method of a component is one entry for each sender", () => {
  const entries = entriesOf(`
    actor Client
    actor Admin
    participant Api
    Client -> Api : GET /orders/{id}
    Client -> Api : GET /orders/{id}
    Admin -> Api : GET /orders/{id}
  `);
  expect(entries.map(({ participant }) => participant)).toEqual(["Client", "Admin"]);
});

test("what components and resources say to a component is no entry, but for events out of a topic", () => {
  const entries = entriesOf(`
    actor Client
    participant Shop
    participant Mail
    queue "order-topic" as Topic
    Client -> Shop : buy(item)
    Shop -> Topic : OrderPaid event {id}
    Topic -> Mail : OrderPaid event {id}
    Shop -> Mail : greet(id)
  `);
  expect(entries.map(({ component, kind }) => `${kind} ${component}`)).toEqual(["call Shop", "kafka Mail"]);
});
