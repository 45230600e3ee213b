import { expect, test } from "vitest";
import type { Guard, Repetition } from "../../../generator/text/model.ts";
import { parseGuard } from "../../../generator/text/shapes/parse-guard.ts";
import { parseRepetition } from "../../../generator/text/shapes/parse-repetition.ts";
import { drawn } from "./texts.ts";

type Predicate = Extract<Guard, { kind: "predicate" }>;
const predicate = (
  field: string,
  operator: Predicate["operator"],
  ...values: Predicate["values"]
): Guard => ({ kind: "predicate", field, operator, values });
const condition = (text: string): Guard => ({ kind: "condition", text });

const ours: readonly (readonly [string, Guard])[] = [
  ["Job 데이터 존재", condition("Job 데이터 존재")],
  ["status = COMPLETED", predicate("status", "=", "COMPLETED")],
  ["status = PROCESSING 또는 PENDING", predicate("status", "=", "PROCESSING", "PENDING")],
  ["status = FAILED", predicate("status", "=", "FAILED")],
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
  ["[status == 'X']", predicate("status", "=", "X")],
  ["order.status = A | B", predicate("order.status", "=", "A", "B")],
  ['a == "X" or a == "Y"', predicate("a", "=", "X", "Y")],
  ['a == "X" or b == "Y"', condition('a == "X" or b == "Y"')],
  ["a != X or a != Y", condition("a != X or a != Y")],
  ["status in (A, B)", predicate("status", "=", "A", "B")],
  ["status not in (A, B)", predicate("status", "!=", "A", "B")],
  ["amount > 1,000", predicate("amount", ">", 1000)],
  ["amount ≥ 100", predicate("amount", ">=", 100)],
  ["retries < max", condition("retries < max")],
  ["automaticIssuance=false", predicate("automaticIssuance", "=", false)],
  ["found == TRUE", predicate("found", "=", true)],
  ["token is null", predicate("token", "=", null)],
  ["token is valid", condition("token is valid")],
  ["found in cache", condition("found in cache")],
  ["status = COMPLETED인 경우", predicate("status", "=", "COMPLETED")],
  ["상태가 COMPLETED인 경우", condition("상태가 COMPLETED인 경우")],
  ["결제 = 성공", predicate("결제", "=", "성공")],
  ["response code != 201", condition("response code != 201")],
  ["a == 'P' && b > 0", condition("a == 'P' && b > 0")],
  ["job.hasCompleted()", condition("job.hasCompleted()")],
  ["在庫あり", condition("在庫あり")],
])("guard: %s", (label, expected) => {
  expect(parseGuard(label)).toEqual(expected);
});

const whileLoop = (guard: Guard): Repetition => ({ kind: "while", guard });
const times = (min: number, max: number): Repetition => ({ kind: "times", min, max });

test.each<readonly [string, Repetition]>([
  ["For each pending action from DB", { kind: "each", subject: "pending action from DB" }],
  ["각 주문 항목에 대해", { kind: "each", subject: "주문 항목" }],
  ["모든 사용자에 대해", { kind: "each", subject: "사용자" }],
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
  ["while x = y", whileLoop(predicate("x", "=", "y"))],
  ["until status = DONE", whileLoop(predicate("status", "!=", "DONE"))],
  ["until the answer is there", whileLoop(condition("until the answer is there"))],
  ["2초마다", whileLoop(condition("2초마다"))],
  ["more pages", whileLoop(condition("more pages"))],
  ["", whileLoop({ kind: "none" })],
])("loop: %s", (label, expected) => {
  expect(parseRepetition(label)).toEqual(expected);
});

test("every loop of our diagrams is among them", () => {
  expect(drawn.loops).toEqual(["For each pending action from DB"]);
});
