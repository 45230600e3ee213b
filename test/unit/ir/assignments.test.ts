import { expect, test } from "vitest";
import { parseAssignment } from "../../../generator/text/shapes/parse-assignment.ts";
import { linked } from "../../support/linked.ts";

test.each([
  ["uploadId = createId()", "uploadId", undefined, "createId()"],
  ["order := find(id)", "order", undefined, "find(id)"],
  ["const x = await f(y)", "x", undefined, "await f(y)"],
  ["주문 = 조회(id)", "주문", undefined, "조회(id)"],
  ["在庫 ← 照会(商品)", "在庫", undefined, "照会(商品)"],
  ["Order order = repo.find(id)", "order", "Order", "repo.find(id)"],
  ["let total: Money = sum(lines)", "total", "Money", "sum(lines)"],
  ["token <- jwt.sign(user)", "token", undefined, "jwt.sign(user)"],
])("%s", (text, name, type, asked) => {
  expect(parseAssignment(text)).toEqual({ name, type, asked });
});

test.each([
  "stock = 0",
  "status = PENDING",
  "if x = f(y)",
  "a == b(c)",
  "SET total = sum(x)",
  "f(a = b)",
  "x = y",
])("%s assigns no answer", (text) => {
  expect(parseAssignment(text)).toBeUndefined();
});

test.each([
  ["S -> S: no = newNo()", "no"],
  ["S -> S: saved := store(item)", "saved"],
  ["S -> S: 주문번호 = 채번(item)", "주문번호"],
  ["S -> R: no = await create(item)", "no"],
  ["S -> R: no := create(item)\nR --> S: no", "no"],
  ["S -> R: 번호 = 생성(item)\nR --> S: 번호", "번호"],
  ["opt always\nS -> R: log(item)\nend\nS -> R: no = create(item)\nR -> T: tell(item)", "no"],
])("%s: the answer is known by that name", (lines, name) => {
  const { model } = linked(`U -> S: place(item)\n${lines}\nS -> T: keep(${name})\nS --> U: ok`);
  const kept = model.steps.find((step) => step.kind === "call" && step.text.startsWith("keep"));
  expect(kept).toMatchObject({ args: [{ value: { kind: "from", path: name } }] });
  expect(model.holes.filter(({ step }) => step === kept?.id)).toEqual([]);
});

test("the method is the one that is called, not the whole assignment", () => {
  const { step } = linked("U -> S: place(item)\nS -> R: order := save(item)\nR --> S: order\nS --> U: ok");
  expect(step(2)).toMatchObject({ method: "save" });
});
