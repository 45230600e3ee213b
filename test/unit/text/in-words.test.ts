import { expect, test } from "vitest";
import { sqlParser } from "../../support/sql-parser.ts";
import { understandMessage } from "../../../generator/text/messages/understand-message.ts";
import { textOf } from "./texts.ts";

test.each([
  ["place order(orderId, amount)", "place order", ["orderId", "amount"]],
  ["주문 생성(orderId, amount)", "주문 생성", ["orderId", "amount"]],
  ["load the order(orderId)", "load the order", ["orderId"]],
])("words before brackets with values are the call's name: %s", (text, name, names) => {
  const meaning = understandMessage(textOf(text), { direction: "request", sql: sqlParser });
  expect(meaning).toMatchObject({ kind: "call", name, args: names.map((each) => ({ name: each })) });
});

test("a constant among the values of such a call is kept", () => {
  expect(
    understandMessage(textOf("please call reserve(orderId, 2)"), { direction: "request", sql: sqlParser }),
  ).toMatchObject({ args: [{ name: "orderId" }, { kind: "literal", value: 2 }] });
});

test.each([
  "load order(cached)",
  "Job 상태 조회(비동기)",
  "notify the user(s)",
  "return the order(if it is known)",
  "check the amount (with the total)",
])("words in brackets that are a remark stay prose: %s", (text) => {
  expect(understandMessage(textOf(text), { direction: "request", sql: sqlParser }).kind).toBe("prose");
});

test.each([
  ["save it: INSERT INTO o (id) VALUES (:orderId)", "save it"],
  ["주문 저장 INSERT INTO o (id) VALUES (:orderId)", "주문 저장"],
  ["look it up: SELECT id FROM o WHERE id = :orderId", "look it up"],
])("words before a statement on its line are its caption: %s", (text, caption) => {
  expect(understandMessage(textOf(text), { direction: "request", sql: sqlParser })).toMatchObject({
    kind: "sql",
    caption,
    parameters: [{ name: "orderId" }],
  });
});

test("a sentence that speaks of a statement is no statement", () => {
  expect(
    understandMessage(textOf("then SELECT the best FROM them all"), { direction: "request", sql: sqlParser })
      .kind,
  ).toBe("prose");
});
