import { expect, test } from "vitest";
import { typeText } from "../../../generator/ir/model/type-text.ts";
import type { Overrides } from "../../../generator/ir/model/overrides.ts";
import { carried, linked } from "../../support/linked.ts";

/** What the only method of B yields. */
function result(lines: string, overrides: Partial<Overrides> = {}): string | undefined {
  const { model } = linked(lines, overrides);
  const operation = model.participants.find(({ code }) => code === "B")?.operations[0];
  return operation?.result === undefined ? undefined : typeText(operation.result);
}

test.each([
  ["A -> B: findAll()\nB --> A: list of tags", "Tag[]"],
  ["A -> B: getUser(id)\nB --> A: the user profile", "UserProfile"],
  ["A -> B: 사용자 조회\nB --> A: 사용자 정보", "사용자정보"],
  ["A -> B: 주문 목록 조회(userId)\nB --> A: 주문 목록 반환", "주문[]"],
  ["A -> B: 在庫照会\nB --> A: 在庫一覧", "在庫[]"],
  ["A -> B: GET /orders/{id}\nB --> A: order details", "OrderDetails"],
  ["A -> B: find(id)\nalt gone\nB --> A: null\nelse there\nB --> A: the order\nend", "Order | null"],
  [
    "A -> B: find(id)\nalt gone\nB --> A: order not found\nelse there\nB --> A: order data\nend",
    "OrderData | null",
  ],
])("%s: what was asked for is of an opaque type", (lines, type) => {
  expect(result(lines)).toBe(type);
});

test.each([
  "A -> B: findAll()\nB --> A: ok",
  "A -> B: saveOrder(order)\nB --> A: order saved",
  "A -> B: 주문 저장\nB --> A: 저장 완료",
  "A -> B: 注文登録\nB --> A: 登録完了",
  "A -> B: POST /orders\nB --> A: created",
  "A -> B: charge(orderId, amount)\nB --> A: paid",
  "A -> B: 쿠폰 발급(userId)\nB --> A: 처리됨",
  "A -> B: findSeat(id)\nB --> A: taken",
])("%s: an acknowledgement carries nothing", (lines) => {
  expect(result(lines)).toBeUndefined();
});

test("a participle is a value where a value of that name is drawn", () => {
  expect(result("A -> B: check(id)\nB --> A: paid\nA -> B: book(paid)")).toBe("Paid");
  expect(result("A -> B: check(id)\nB --> A: paid\nA -> B: book(id) {paid: boolean}")).toBe("boolean");
  expect(result("A -> B: check(id)\nB --> A: feed")).toBe("Feed");
});

test("a prose answer takes the form that the configuration gives it", () => {
  const lines = "A -> B: getUser(id)\nB --> A: user profile";
  expect(result(lines, { types: { "user profile": "{id, nickname}" } })).toBe("UserProfile");
  expect(result(lines, { names: { "user profile": "count" } })).toBe("number");
});

test("a directive gives a prose answer its form", () => {
  const { model } = linked(`
    ' @seqwright type "user profile" {id: string}
    A -> B: getUser(id)
    B --> A: user profile`);
  expect(model.types.map(({ name, type }) => [name, typeText(type)])).toEqual([
    ["UserProfile", "{ id: string }"],
  ]);
});

test("the rows of a SELECT are known to the one who asked", () => {
  const { step } = linked(`
    actor C
    participant A
    database DB
    C -> A: find()
    A -> DB: SELECT * FROM tags
    DB --> A: tags
    A --> C: list of tags`);
  expect(carried(step(7))).toBe("tags = tags");
});
