import { expect, test } from "vitest";
import { parseParameterList } from "../../../generator/text/shapes/parse-call.ts";

test.each([
  ["load details (itemId, userId)", "load details", ["itemId", "userId"]],
  ["예약 요청 (itemId, userId)", "예약 요청", ["itemId", "userId"]],
  ["結果を照会 (order_id)", "結果を照会", ["order_id"]],
  ["reserve (sku, quantity)", "reserve", ["sku", "quantity"]],
  ["점수 계산 (a, b)", "점수 계산", ["a", "b"]],
])("%s", (text, name, parameters) => {
  expect(parseParameterList(text)).toMatchObject({ name, args: parameters.map((one) => ({ name: one })) });
});

test.each([
  "send mail (async)",
  "load order (see doc)",
  "결제 요청 (5초)",
  "notify (optional)",
  "재시도 (최대 3회)",
  "call the gateway (REST, JSON)",
  "save (idempotent, transactional)",
  "load (cached)",
  "pay (e.g. card, cash)",
])("%s has a remark", (text) => {
  expect(parseParameterList(text)).toBeUndefined();
});
