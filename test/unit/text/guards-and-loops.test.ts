import { expect, test } from "vitest";
import {
  allOf,
  anyOf,
  compares,
  from,
  isEmpty,
  isOneOf,
  not,
  type Predicate,
} from "../../../runtime/model/index.ts";
import type { Guard, Repetition } from "../../../generator/text/model.ts";
import { parseGuard } from "../../../generator/text/guards/parse-guard.ts";
import { parseRepetition } from "../../../generator/text/guards/parse-repetition.ts";
import { drawn } from "./texts.ts";

const predicate = (what: Predicate): Guard => ({ kind: "predicate", predicate: what });
const condition = (text: string): Guard => ({ kind: "condition", text });

const ours: readonly (readonly [string, Guard])[] = [
  ["Job 데이터 존재", condition("Job 데이터 존재")],
  ["status = COMPLETED", predicate(isOneOf("status", "COMPLETED"))],
  ["status = PROCESSING 또는 PENDING", predicate(isOneOf("status", "PROCESSING", "PENDING"))],
  ["status = FAILED", predicate(isOneOf("status", "FAILED"))],
  ["Job 데이터 없음", condition("Job 데이터 없음")],
];

test("the table covers every guard of our diagrams", () => {
  expect(ours.map(([label]) => label)).toEqual(drawn.guards);
});

test.each<readonly [string, Guard]>([
  ...ours,
  ["", { kind: "none" }],
  ["else", { kind: "none" }],
  ["[else]", { kind: "none" }],
  ["[status == 'X']", predicate(isOneOf("status", "X"))],
  ["order.status = A | B", predicate(isOneOf("order.status", "A", "B"))],
  ['a == "X" or a == "Y"', predicate(isOneOf("a", "X", "Y"))],
  ['a == "X" or b == "Y"', predicate(anyOf(isOneOf("a", "X"), isOneOf("b", "Y")))],
  ["a != X or a != Y", predicate(anyOf(not(isOneOf("a", "X")), not(isOneOf("a", "Y"))))],
  ["status in (A, B)", predicate(isOneOf("status", "A", "B"))],
  ["status not in (A, B)", predicate(not(isOneOf("status", "A", "B")))],
  ["amount > 1,000", predicate(compares("amount", ">", 1000))],
  ["amount ≥ 100", predicate(compares("amount", ">=", 100))],
  ["retries < max", predicate(compares("retries", "<", from("max")))],
  ["automaticIssuance=false", predicate(isOneOf("automaticIssuance", false))],
  ["found == TRUE", predicate(isOneOf("found", true))],
  ["token is null", predicate(isOneOf("token", null))],
  ["token is valid", condition("token is valid")],
  ["found in cache", condition("found in cache")],
  ["status = COMPLETED인 경우", predicate(isOneOf("status", "COMPLETED"))],
  ["상태가 COMPLETED인 경우", predicate(isOneOf("상태", "COMPLETED"))],
  ["결제 = 성공", predicate(compares("결제", "=", from("성공")))],
  ["level isn't HIGH", predicate(not(isOneOf("level", "HIGH")))],
  ["unless level = HIGH", predicate(not(isOneOf("level", "HIGH")))],
  ["not (level = HIGH)", predicate(not(isOneOf("level", "HIGH")))],
  ["value > 80 and level = HIGH", predicate(allOf(compares("value", ">", 80), isOneOf("level", "HIGH")))],
  ["level = HIGH, value > 80", condition("level = HIGH, value > 80")],
  ["level = HIGH and the moon is full", condition("level = HIGH and the moon is full")],
  [
    "A or (b > 1 and not c)",
    predicate(anyOf(isOneOf("A", true), allOf(compares("b", ">", 1), not(isOneOf("c", true))))),
  ],
  ["a != X and Y", predicate(not(isOneOf("a", "X", "Y")))],
  ["a != X or Y", condition("a != X or Y")],
  ["total > limit", predicate(compares("total", ">", from("limit")))],
  ["the total is at least 3", predicate(compares("total", ">=", 3))],
  ["total is less than or equal to limit", predicate(compares("total", "<=", from("limit")))],
  ["total exceeds limit", predicate(compares("total", ">", from("limit")))],
  ["part.open", predicate(isOneOf("part.open", true))],
  ["not part.open", predicate(not(isOneOf("part.open", true)))],
  ["items is empty", predicate(isEmpty("items"))],
  ["items are not empty", predicate(not(isEmpty("items")))],
  ["user exists", predicate(not(isOneOf("user", null)))],
  ["user does not exist", predicate(isOneOf("user", null))],
  ["금액이 10,000원 이상이면", predicate(compares("금액", ">=", 10_000))],
  ["amount가 100 초과", predicate(compares("amount", ">", 100))],
  ["수량 10 미만", predicate(compares("수량", "<", 10))],
  ["재고가 주문수량보다 적으면", predicate(compares("재고", "<", from("주문수량")))],
  ["장바구니가 비어 있으면", predicate(isEmpty("장바구니"))],
  ["쿠폰이 없으면", predicate(isOneOf("쿠폰", null))],
  ["상태가 '완료'가 아니면", predicate(not(isOneOf("상태", "완료")))],
  [
    "status = A 그리고 amount가 3 이하",
    predicate(allOf(isOneOf("status", "A"), compares("amount", "<=", 3))),
  ],
  ["金額が1000円以上", predicate(compares("金額", ">=", 1000))],
  ["在庫が空", predicate(isEmpty("在庫"))],
  ["statusがCOMPLETEDでない", predicate(not(isOneOf("status", "COMPLETED")))],
  ["a = X または b = Y", predicate(anyOf(isOneOf("a", "X"), isOneOf("b", "Y")))],
  ["재고 부족", condition("재고 부족")],
  ["cache miss", condition("cache miss")],
  ["amount > 100 USD", condition("amount > 100 USD")],
  ["response code != 201", predicate(not(isOneOf("response code", 201)))],
  ["남은 수량 < 0", predicate(compares("남은 수량", "<", 0))],
  ["재고 수량이 3 이하", predicate(compares("재고 수량", "<=", 3))],
  ["affected rows = 0", predicate(isOneOf("affected rows", 0))],
  [
    "the remaining seat count > 0 and status = OPEN",
    predicate(allOf(compares("remaining seat count", ">", 0), isOneOf("status", "OPEN"))),
  ],
  ["paid and open seats > 0", predicate(allOf(isOneOf("paid", true), compares("open seats", ">", 0)))],
  ["we have seen far too many words = 3", condition("we have seen far too many words = 3")],
  ["재고 수량이 부족", condition("재고 수량이 부족")],
  ["a == 'P' && b > 0", predicate(allOf(isOneOf("a", "P"), compares("b", ">", 0)))],
  ["job.hasCompleted()", condition("job.hasCompleted()")],
  ["在庫あり", condition("在庫あり")],
])("guard: %s", (label, expected) => {
  expect(parseGuard(label)).toEqual(expected);
});

const whileLoop = (guard: Guard): Repetition => ({ kind: "while", guard });
const atMost = (max: number, guard: Guard): Repetition => ({ kind: "while", guard, max });
const times = (min: number, max: number): Repetition => ({ kind: "times", min, max });

test.each<readonly [string, Repetition]>([
  ["For each pending action from DB", { kind: "each", subject: "pending action from DB" }],
  ["각 주문 항목에 대해", { kind: "each", subject: "주문 항목" }],
  ["모든 사용자에 대해", { kind: "each", subject: "사용자" }],
  ["정산목록의 각 정산", { kind: "each", subject: "정산목록", item: "정산" }],
  ["주문 목록 내 각 주문에 대해", { kind: "each", subject: "주문 목록", item: "주문" }],
  ["장바구니의 모든 상품 반복", { kind: "each", subject: "장바구니", item: "상품" }],
  ["注文一覧の各注文", { kind: "each", subject: "注文一覧", item: "注文" }],
  ["상품목록 순회", { kind: "each", subject: "상품목록" }],
  ["채널별", { kind: "each", subject: "채널" }],
  ["사용자별로 처리", { kind: "each", subject: "사용자" }],
  ["항목마다", { kind: "each", subject: "항목" }],
  ["forEach(bpn in BPNS)", { kind: "each", subject: "BPNS", item: "bpn" }],
  ["for each tag in the tags", { kind: "each", subject: "tags", item: "tag" }],
  ["For each permit (N)", { kind: "each", subject: "permit" }],
  ["let account of payload.accounts", { kind: "each", subject: "payload.accounts", item: "account" }],
  ["accounts as account", { kind: "each", subject: "accounts", item: "account" }],
  ["for each line item in the order", { kind: "each", subject: "line item in the order" }],
  ["payment in progress", whileLoop(condition("payment in progress"))],
  ["各注文について", { kind: "each", subject: "注文" }],
  ["3 times", times(3, 3)],
  ["3회 반복", times(3, 3)],
  ["최대 5회", times(0, 5)],
  ["3", times(3, 3)],
  ["retry up to 3 times", times(0, 3)],
  ["1..3", times(1, 3)],
  ["(1,3)", times(1, 3)],
  ["3..1", whileLoop(condition("3..1"))],
  ["while x = y", whileLoop(predicate(compares("x", "=", from("y"))))],
  ["until status = DONE", whileLoop(predicate(not(isOneOf("status", "DONE"))))],
  ["until the answer is there", whileLoop(condition("until the answer is there"))],
  ["until status is DONE or FAILED", whileLoop(predicate(not(isOneOf("status", "DONE", "FAILED"))))],
  ["until status = DONE, max 5 times", atMost(5, predicate(not(isOneOf("status", "DONE"))))],
  ["while page.next != null (max 5)", atMost(5, predicate(not(isOneOf("page.next", null))))],
  ["max 3 attempts, while the server is tired", atMost(3, condition("the server is tired"))],
  ["status != DONE, at most 3 times", atMost(3, predicate(not(isOneOf("status", "DONE"))))],
  ["status가 DONE이 될 때까지 (최대 10회)", atMost(10, predicate(not(isOneOf("status", "DONE"))))],
  ["status가 DONE 또는 FAILED가 될 때까지", whileLoop(predicate(not(isOneOf("status", "DONE", "FAILED"))))],
  ["최대 5회 status = DONE까지", atMost(5, predicate(not(isOneOf("status", "DONE"))))],
  ["대기열이 비어 있을 때까지", whileLoop(predicate(not(isEmpty("대기열"))))],
  ["nextToken이 없을 때까지 반복", whileLoop(predicate(not(isOneOf("nextToken", null))))],
  ["[nextToken이 있는 동안]", whileLoop(predicate(not(isOneOf("nextToken", null))))],
  ["hasMore가 true인 동안", whileLoop(predicate(isOneOf("hasMore", true)))],
  ["statusがDONEになるまで", whileLoop(predicate(not(isOneOf("status", "DONE"))))],
  ["hasMoreがtrueの間", whileLoop(predicate(isOneOf("hasMore", true)))],
  ["while there are more pages", whileLoop(condition("there are more pages"))],
  ["until status = DONE, every 2s", whileLoop(condition("until status = DONE, every 2s"))],
  ["2초마다", whileLoop(condition("2초마다"))],
  ["more pages", whileLoop(condition("more pages"))],
  ["", whileLoop({ kind: "none" })],
])("loop: %s", (label, expected) => {
  expect(parseRepetition(label)).toEqual(expected);
});

test("every loop of our diagrams is among them", () => {
  expect(drawn.loops).toEqual(["For each pending action from DB"]);
});
