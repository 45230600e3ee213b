import { expect, test } from "vitest";
import {
  parseCall,
  parseCallInWords,
  parseParameterList,
} from "../../../generator/text/shapes/parse-call.ts";

test.each([
  ["load details (itemId, userId)", "load details", ["itemId", "userId"]],
  ["예약 요청 (itemId, userId)", "예약 요청", ["itemId", "userId"]],
  ["結果を照会 (order_id)", "結果を照会", ["order_id"]],
  ["reserve (sku, quantity)", "reserve", ["sku", "quantity"]],
  ["점수 계산 (a, b)", "점수 계산", ["a", "b"]],
  ["예약 요청 (상품Id, 수량)", "예약 요청", ["상품Id", "수량"]],
  ["재고 조회 (상품번호)", "재고 조회", ["상품번호"]],
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
  "스타일 선택 (심플, 팬시)",
  "결제 요청 (비동기, 재시도)",
  "결제 요청 (실패)",
  "pay (e.g. card, cash)",
])("%s has a remark", (text) => {
  expect(parseParameterList(text)).toBeUndefined();
});

test.each([
  ["주문한다(상품Id, 수량)", "주문한다", ["상품Id", "수량"]],
  ["재고확인(상품, 수량)", "재고확인", ["상품", "수량"]],
  ["주문조회(주문번호)", "주문조회", ["주문번호"]],
  ["주문조회(주문ID)", "주문조회", ["주문ID"]],
  ["注文する(商品ID, 数量)", "注文する", ["商品ID", "数量"]],
  ["注文照会(注文番号)", "注文照会", ["注文番号"]],
])("%s hands over what stands in its brackets", (text, name, parameters) => {
  const args = parameters.map((one) => ({ kind: "name", name: one }));
  expect(parseCall(text)?.meaning).toMatchObject({ name, args });
});

test("a name of several words hands over one value as well", () => {
  const args = [{ kind: "name", name: "주문번호" }];
  expect(parseCallInWords("주문 조회(주문번호)")).toMatchObject({ name: "주문 조회", args });
});

test.each([
  "저장(비동기)",
  "저장(비동기, 멱등)",
  "결제(실패)",
  "保存(非同期)",
  "알림(선택)",
  "검증(필수, 즉시)",
])("%s has a remark", (text) => {
  expect(parseCall(text)).toBeUndefined();
  expect(parseCallInWords(text.replace("(", " 처리("))).toBeUndefined();
});
