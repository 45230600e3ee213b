import { expect, test } from "vitest";
import { typeText } from "../../../generator/ir/model/type-text.ts";
import { linked } from "../../support/linked.ts";

/** What the last answer of B to A, or of the store to B, carries. */
function answered(lines: string): string {
  const { model } = linked(`participant A\nparticipant B\ndatabase DB\ndatabase "Redis" as R\n${lines}`);
  const reply = model.steps.findLast(({ kind }) => kind === "reply");
  if (reply?.kind !== "reply" || reply.outcome.kind !== "returns") return "nothing";
  return `${reply.outcome.as}: ${typeText(reply.outcome.type)}`;
}

const find = "A -> B: go(email)\nB -> DB: SELECT id, name FROM users WHERE email = :email\nDB --> B:";

test.each([
  [`${find} user or null`, "user: User | null"],
  [`${find} 사용자 또는 없음`, "사용자: 사용자 | null"],
  [`${find} user | null`, "user: User | null"],
  ["A -> B: findOrder(id)\nB --> A: order or nothing", "order: Order | null"],
  ["A -> B: 주문 조회(id)\nB --> A: 주문 정보 또는 null", "주문정보: 주문정보 | null"],
  ["A -> B: 在庫照会(id)\nB --> A: 在庫情報 または なし", "在庫情報: 在庫情報 | null"],
])("%s: what it brings may be missing", (lines, expected) => {
  expect(answered(lines)).toBe(expected);
});

test.each(["null", "없음", "no user", "user not found"])("%s alone is nothing", (answer) => {
  expect(answered(`${find} ${answer}`)).toMatch(/: null$/);
});

test.each([
  ["DECR stock:{id}", "남은 수량", "남은수량: number"],
  ["INCR views:{id}", "new count", "newCount: number"],
  ["INCR point:{id}", "残高", "残高: number"],
  ["DECR stock:{id}", "ok", "nothing"],
  ["DECR stock:{id}", "(integer) 1", "nothing"],
])("%s answered with %s", (command, answer, expected) => {
  expect(answered(`A -> B: go(id)\nB -> R: ${command}\nR --> B: ${answer}`)).toBe(expected);
});

test.each([
  ["boolean", "boolean"],
  ["int", "integer"],
  ["bytes", "bytes"],
])("the answer %s is a type", (answer, type) => {
  expect(answered(`A -> B: check(id)\nB --> A: ${answer}`)).toMatch(new RegExp(`: ${type}$`));
});

test.each([
  ["GET token:{id}", "userId", "userId is null", "userId: non-empty string | null"],
  ["HGET user:{id} name", "name", "name = null", "name: string | null"],
  ["GETDEL token:{id}", "사용자Id", "사용자Id 없음", "사용자Id: string | null"],
  ["LPOP queue:{id}", "ジョブ", "ジョブなし", "ジョブ: string | null"],
])("%s answered with %s: the guard %s asks whether it is there", (command, answer, guard, expected) => {
  const lines = `A -> B: go(id)\nB -> R: ${command}\nR --> B: ${answer}\nalt ${guard}\nB --> A: no\nelse\nB --> A: yes\nend`;
  const { model, diagnostics } = linked(`participant A\nparticipant B\ndatabase "Redis" as R\n${lines}`);
  const reply = model.steps.find((step) => step.kind === "reply" && step.from === "R");
  const outcome = reply?.kind === "reply" && reply.outcome.kind === "returns" ? reply.outcome : undefined;
  expect(outcome && `${outcome.as}: ${typeText(outcome.type)}`).toBe(expected);
  expect(diagnostics).toEqual([]);
});
