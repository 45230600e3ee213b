import { expect, test } from "vitest";
import { linked as linkedWhole, type Linked } from "../../support/linked.ts";

/** Not every test draws an arrow to everybody whom it declares. */
function linked(lines: string): Linked {
  const whole = linkedWhole(lines);
  return { ...whole, problems: whole.problems.filter((problem) => !problem.startsWith("link/never-called")) };
}

const twoEntries = `queue "Kafka orders" as O
queue "Kafka refunds" as F
participant A
participant B
O -> A : OrderPaid {orderId}
note over A : max 3 retries
A -> A : book
F -> B : RefundAsked {refundId}
note over B : no retry\\nidempotent\\nDLQ: refunds.dlq
B -> B : refund`;

test("each entry gets the promises of the notes that stand at it", () => {
  const { model, problems } = linked(twoEntries);
  expect(model.entries.map(({ participant, policies }) => [participant, policies])).toEqual([
    ["O", { retriesMax: 3 }],
    ["F", { retriesMax: 0, deadLetterTopic: "refunds.dlq", idempotent: true }],
  ]);
  expect(problems).toEqual(["policy/nobody-keeps 9"]);
});

test("what a note at one entry denies says nothing about another", () => {
  const { model } = linked(twoEntries.replace("max 3 retries", "at-least-once"));
  expect(model.entries.map(({ policies }) => policies?.retriesMax)).toEqual([undefined, 0]);
});

const consumer = `queue "Kafka orders" as K
participant A
database DB
database "Redis Cache" as R
K -> A : OrderPaid {orderId}`;
const clear = "A -> R : DEL order:{orderId}";
const update = "A -> DB : UPDATE orders SET paid = true WHERE id = :orderId";
const note = "note over A, DB\ncache invalidation after DB update\nexactly-once delivery\nend note";

test("arrows in the reverse order of a note are an error at the note, with both arrows", () => {
  const { problems, diagnostics } = linked([consumer, clear, update, "A --> K : done", note].join("\n"));
  expect(problems).toEqual(["policy/contradicts-arrows 10", "policy/nobody-keeps 11"]);
  expect(diagnostics[0]?.severity).toBe("error");
  expect(diagnostics[0]?.related).toHaveLength(2);
  expect(diagnostics[1]?.message).toContain("write at-least-once and idempotent");
});

test("in the order of the note, the promise is kept by a check and by a property", () => {
  const { model, problems } = linked([consumer, update, clear, note].join("\n"));
  expect(problems).toEqual(["policy/nobody-keeps 10"]);
  const ordering = model.policies.find(({ kind }) => kind === "ordering");
  expect(ordering?.keptBy.map(({ by, property }) => property ?? by)).toEqual(["check", "resource-order"]);
});

test.each([
  ["max 3 retries", "max 5 retries"],
  ["at-least-once", "at-most-once"],
  ["at-most-once", "max 3 retries"],
  ["DLQ: a-dlt", "DLQ: b-dlt"],
])("%s and %s at one place are an error", (one, other) => {
  const { problems } = linked(
    [consumer, `note right : ${one}`, update, `note over A, DB : ${other}`].join("\n"),
  );
  expect(problems).toContain("policy/contradicts-note 8");
});

test("the same limits at different entries do not contradict each other", () => {
  const { problems } = linked(twoEntries);
  expect(problems.filter((problem) => problem.startsWith("policy/contradicts"))).toEqual([]);
});

test.each([
  ["P95 latency < 200ms", "no component is asked for it where it stands"],
  ["poll every 2s", "no request comes in"],
  ["orders are stored permanently in MinIO", 'no drawn resource is called "MinIO"'],
])("nobody keeps %s: %s", (line, why) => {
  const { diagnostics } = linked([consumer, update, `note over A, DB : ${line}`].join("\n"));
  expect(diagnostics.map(({ message }) => message).join()).toContain(why);
});

test("a limit at an arrow inside is kept by the call itself", () => {
  const { model, problems } = linked([consumer, update, "note right : max 3 retries"].join("\n"));
  expect(problems).toEqual([]);
  expect(model.retries.map(({ retriesMax }) => retriesMax)).toEqual([3]);
});

test("a note at components further inside binds the work that reaches them", () => {
  const { model } = linked(
    `actor C\nparticipant Api\nparticipant Orders\nC -> Api : GET /orders/{id}\nApi -> Orders : load(id)\nOrders --> Api : Order {id}\nApi --> C : 200 OK\nnote over Orders : poll every 2s for up to 30s`,
  );
  expect(model.entries.map(({ policies }) => policies?.polling)).toEqual([
    { intervalMs: 2000, limitMs: 30_000 },
  ]);
});

test("a directive between arrows is about the one before it, above them about the whole diagram", () => {
  const { model } = linked(
    `' @seqwright policy at-least-once\n${consumer}\n' @seqwright policy retry 3\n${update}`,
  );
  const [entry] = model.entries;
  expect(model.policies.map(({ kind, at }) => [kind, at])).toEqual([
    ["delivery", {}],
    ["retry", { steps: [entry?.step] }],
  ]);
});

test("what only reads like an order is a remark when it is about nothing that is drawn", () => {
  const { model, problems } = linked([consumer, update, "note right : red light -> stop"].join("\n"));
  expect(model.policies).toEqual([]);
  expect(model.remarks.map(({ text }) => text)).toEqual(["red light -> stop"]);
  expect(problems).toEqual([]);
});

test.each(["not idempotent", "멱등하지 않음", "재시도하지 않아도 됨?"])(
  "%s promises nothing that binds",
  (line) => {
    const { model } = linked([consumer, update, `note right : ${line}`].join("\n"));
    expect(model.policies.filter(({ kind }) => kind === "idempotency")).toEqual([]);
  },
);

test("a drawn time to live is held against the note", () => {
  const write = (seconds: number) => `A -> R : SET session:{orderId} paid EX ${seconds}`;
  const said = "note over A, R : session: TTL 1h";
  expect(linked([consumer, write(3600), said].join("\n")).problems).toEqual([]);
  expect(linked([consumer, write(60), said].join("\n")).problems).toEqual(["policy/contradicts-arrows 7"]);
});

test("a time to live without a subject is that of the arrows that it stands at", () => {
  const write = (key: string, seconds: number) => `A -> R : SET ${key}:{orderId} paid EX ${seconds}`;
  const problems = (...lines: readonly string[]) => linked([consumer, ...lines].join("\n")).problems;
  expect(problems(write("a", 3600), "note right : TTL: 1시간")).toEqual([]);
  expect(problems(write("a", 60), "note right : TTL: 1시간")).toEqual(["policy/contradicts-arrows 7"]);
  expect(problems(write("a", 3600), write("b", 60), "note over A : TTL: 1시간")).toEqual([
    "policy/nobody-keeps 8",
  ]);
});

const branch = (failure: string, afterwards: string): string => `queue "Kafka carts" as K
participant F
participant Store
K -> F : CartConfirmed {cartId}
F -> Store : findCart(cartId)
alt 있음
Store --> F : cart
else 없음
${failure}
note over F : 바로 DLQ로 이동
end
${afterwards}`;
const refused = "Store --> F : throw CartNotFound";

test.each([
  ["goes on to the answer", refused, "F --> K : 처리 완료", ["policy/contradicts-arrows 10"]],
  ["answers by itself", `${refused}\nF --> K : 무시`, "", ["policy/contradicts-arrows 11"]],
  ["passes the error on", refused, "", []],
  ["fails towards the queue", `${refused}\nF --> K : throw CartNotFound`, "", []],
  ["ends with an error of its own", "Store --> F : null\nF -> F : throw CartNotFound", "", []],
])("a dead letter is promised in a branch that %s", (_, failure, afterwards, problems) => {
  expect(linked(branch(failure, afterwards)).problems).toEqual(problems);
});
