import { expect, test } from "vitest";
import type { TypeExpr, Value } from "../../../generator/ir/model/diagram-model.ts";
import { linked } from "../../support/linked.ts";

interface Passed {
  readonly type: TypeExpr;
  readonly value: Value;
}

/** What the call that is drawn inside of `place(order, note)` hands over. */
function passed(call: string, ...others: readonly string[]): readonly Passed[] {
  const { model } = linked(
    ["U -> S: place(order, note)", ...[call, ...others].map((text) => `S -> T: ${text}`), "S --> U: ok"].join(
      "\n",
    ),
  );
  const step = model.steps.find((one) => one.kind === "call" && one.text === call);
  return step?.kind === "call" ? step.args.map(({ type, value }) => ({ type, value })) : [];
}

test("listed values are all that a parameter can be", () => {
  const [mode, size] = passed("ship(mode: AIR | SEA, size: small | large | null)");
  expect(mode?.type).toEqual({ kind: "enum", values: ["AIR", "SEA"] });
  expect(size?.type).toEqual({ kind: "enum", values: ["small", "large", null] });
});

test("types beside each other are values where nothing describes one of them", () => {
  const enumerated: TypeExpr = { kind: "enum", values: ["Card", "Cash"] };
  expect(passed("charge(by: Card | Cash)")[0]?.type).toEqual(enumerated);
  const [by] = passed("charge(by: Card | Cash)", "log(card: Card {no: string})");
  expect(by?.type.kind).toBe("union");
});

test.each<readonly [string, Value]>([
  ["cap(limit = 20)", { kind: "literal", value: 20 }],
  ["cap(force: boolean = false)", { kind: "literal", value: false }],
  ["cap(state: OPEN)", { kind: "literal", value: "OPEN" }],
  ['cap(상태: "완료됨", 주문: order.id)', { kind: "free", name: "상태" }],
  ["cap(note: string = 'none')", { kind: "from", path: "note" }],
  ["cap(remark: note)", { kind: "from", path: "note" }],
])("%s hands over what is written there, unless something of that name is known", (call, value) => {
  expect(passed(call)[0]?.value).toEqual(value);
});

test("a written-out null belongs to the type of its parameter", () => {
  const [remark] = passed("cap(remark: null)", "cap(remark: string)");
  expect(remark?.type).toEqual({
    kind: "union",
    members: [{ kind: "string" }, { kind: "enum", values: [null] }],
  });
});

test("a list that cannot be read is told once, at its line", () => {
  const { problems } = linked(
    "U -> S: place(order)\nS -> T: reserveItems(number of items)\nS -> T: pay (as soon as possible)\nS --> U: ok",
  );
  expect(problems.filter((problem) => problem.startsWith("text/"))).toEqual(["text/parameters-not-read 2"]);
});
