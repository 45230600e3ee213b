import { expect, test } from "vitest";
import { linked } from "../../support/linked.ts";

/** The problems of this kind, each with its line. */
function told(lines: string, ...codes: readonly string[]): readonly string[] {
  return linked(lines).problems.filter((problem) => codes.some((code) => problem.startsWith(code)));
}

test.each([
  "U -> S: place(sku)\nbreak sold out\nS -> T: log(sku)\nend\nS --> U: no",
  "U -> S: place(sku)\nopt member\nbreak sold out\nS -> T: log(sku)\nend\nend\nS --> U: no",
  "U -> S: 주문(sku)\nS -> T: 예약(sku)\nT --> S: 완료\nbreak 품절\nS -> T: 기록(sku)\nend\nS --> U: 번호",
  "U -> S: 注文(sku)\ngroup 確認\nbreak 在庫切れ\nS -> S: 記録\nend\nend\nS --> U: 番号",
  "U -> S: place(sku)\nalt a\nS --> U: x\nelse b\nbreak c\nS -> T: log(sku)\nend\nS --> U: y\nend",
  "U -> S: place(sku)\nS -> T: hold(sku)\nbreak late\nT -> T: drop\nend\nT --> S: held\nS --> U: no",
])("a break that leaves a caller without its answer is told once: %s", (lines) => {
  const line = lines.split("\n").findIndex((text) => text.startsWith("break")) + 1;
  expect(told(lines, "link/break")).toEqual([`link/break-without-answer ${line}`]);
});

test.each([
  "U -> S: place(sku)\nbreak sold out\nS --> U: no\nend\nS --> U: no",
  "U -> S: place(sku)\nbreak sold out\nalt x\nS --> U: no\nelse\nS --> U: never\nend\nend\nS --> U: no",
  "U -> S: place(sku)\nS --> U: ok\nbreak sold out\nS -> T: log(sku)\nend\nS -> T: ship(sku)",
  "U -> S: place(sku)\nloop 3\nbreak sold out\nS -> T: log(sku)\nend\nS -> T: t(sku)\nend\nS --> U: no",
  "U ->> S: placed(sku)\nbreak 품절\nS -> T: log(sku)\nend\nS -> T: ship(sku)",
  "U -> S: place(sku)\nS -> T: hold(sku)\nbreak late\nT --> S: LateException\nend\nT --> S: held\nS --> U: no",
])("a break after which nobody waits is as it should be: %s", (lines) => {
  expect(told(lines, "link/break")).toEqual([]);
});

test.each([
  "U -> S: a(x)\npar\nS -> T: b(x)\nbreak c\nS -> T: d(x)\nend\nelse\nS -> V: e(x)\nend\nS --> U: ok",
  "U -> S: a(x)\nloop 3\npar p\nopt q\nbreak 실패\nS -> T: d(x)\nend\nend\nelse\nS -> V: e(x)\nend\nend\nS --> U: ok",
])("a break in a branch of par ends that branch alone: %s", (lines) => {
  const line = lines.split("\n").findIndex((text) => text.startsWith("break")) + 1;
  expect(told(lines, "link/break")).toEqual([`link/break-in-par ${line}`]);
});

test("in a loop within par, a break leaves the loop", () => {
  const lines =
    "U -> S: a(x)\npar\nloop 3\nbreak c\nS -> T: d(x)\nend\nS -> T: b(x)\nend\nelse\nS -> V: e(x)\nend\nS --> U: ok";
  expect(told(lines, "link/break")).toEqual([]);
});

const known = "U -> S: pay(id)\nS -> T: charge(id)\nT --> S: {status: PENDING, paid: true, total: 1}\n";

test.each([
  "while status = PENDING",
  "until paid = true",
  "while total > 3",
  "status가 PENDING인 동안",
  "paid = true 일 때까지",
  "while status != PAID and total < 9",
])("a loop over a value that nothing in it brings is told: %s", (guard) => {
  expect(told(`${known}loop ${guard}\nS -> T: wake(id)\nend\nS --> U: ok`, "link/loop")).toEqual([
    "link/loop-never-changes 4",
  ]);
});

test.each([
  ["while status = PENDING", "S -> T: check(id)\nT --> S: {status: PENDING}"],
  ["until paid = true", "S -> T: check(id)\nopt x\nT --> S: {paid, at}\nend"],
  ["while total > 3", "S -> S: lower the total"],
  ["while more pages", "S -> T: wake(id)"],
  ["while other = PENDING", "S -> T: wake(id)"],
  ["3 times", "S -> T: wake(id)"],
])("%s with %s: nothing is amiss", (guard, inside) => {
  expect(told(`${known}loop ${guard}\n${inside}\nend\nS --> U: ok`, "link/loop")).toEqual([]);
});
