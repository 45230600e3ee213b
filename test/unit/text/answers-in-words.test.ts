import { expect, test } from "vitest";
import { isAbsence } from "../../../generator/text/lexical/absence.ts";
import { isAcknowledgement } from "../../../generator/text/lexical/acknowledgement.ts";
import { answeredThing } from "../../../generator/text/lexical/answered-thing.ts";
import { asksForValue } from "../../../generator/text/lexical/question.ts";

test.each([
  "ok",
  "Done!",
  "order saved",
  "saved successfully",
  "success: stored",
  "all good",
  "reserved ok",
  "email sent",
  "저장 완료",
  "완료",
  "처리 성공 (200)",
  "정상 처리되었습니다",
  "成功",
  "保存完了",
  "登録しました",
])("%s is an acknowledgement", (text) => {
  expect(isAcknowledgement(text)).toBe(true);
});

test.each([
  "list of tags",
  "the order",
  "사용자 정보",
  "cached user",
  "ユーザー情報",
  "news feed",
  "stock level",
])("%s brings something", (text) => {
  expect(isAcknowledgement(text)).toBe(false);
  expect(isAbsence(text)).toBe(false);
});

test.each([
  "no rows",
  "order not found",
  "cache miss",
  "주문 없음",
  "캐시 미스",
  "null 반환",
  "該当なし",
  "no such user",
])("%s says that there is none", (text) => {
  expect(isAbsence(text)).toBe(true);
});

test.each([
  ["list of tags", "tags", "tag"],
  ["returns the order", "order", undefined],
  ["태그 목록 반환", "태그 목록", "태그"],
  ["주문들", "주문들", "주문"],
  ["all rows", "rows", "row"],
  ["matching orders", "matching orders", "matching order"],
  ["order status", "order status", undefined],
  ["order details", "order details", undefined],
  ["商品一覧", "商品一覧", "商品"],
  ["user profile", "user profile", undefined],
])("%s speaks of %s", (text, words, each) => {
  expect(answeredThing(text)).toEqual({ words, each });
});

test.each([
  "findAll",
  "getUser",
  "load the order",
  "주문조회",
  "사용자 목록 조회 (페이지)",
  "재고 조회 요청",
  "在庫照会",
  "ユーザー情報を取得する",
  "ask for a quote",
])("%s asks for something", (text) => {
  expect(asksForValue(text)).toBe(true);
});

test.each(["saveOrder", "settle", "조회수 증가", "주문 생성", "登録", "validate order", "listen"])(
  "%s asks for nothing",
  (text) => {
    expect(asksForValue(text)).toBe(false);
  },
);
