import { expect, test } from "vitest";
import { ranDiagram } from "../../support/ran-diagram.ts";

type Change = readonly [from: string, to: string];

interface GuardCase {
  readonly title: string;
  readonly asked: string;
  /** What is drawn before the guard. */
  readonly also?: string;
  readonly guard: string;
  readonly code: string;
  readonly wrong: readonly Change[];
  readonly right: readonly Change[];
}

const order = `
Shop -> Store : load()
Store --> Shop : Order {state: OPEN | HELD | PAID}`;

const cases: readonly GuardCase[] = [
  {
    title: "a number",
    asked: "pay(total)",
    guard: "total > 100",
    code: "if (total > 100) {",
    wrong: [
      ["total > 100", "total >= 100"],
      ["total > 100", "total > 101"],
      ["total > 100", "total < 100"],
    ],
    right: [["if (total > 100)", "const isMuch = !(total <= 100);\n    if (isMuch)"]],
  },
  {
    title: "two values",
    asked: "pay(total, limit)",
    guard: "total이 limit 이하",
    code: "if (total <= limit) {",
    wrong: [
      ["total <= limit", "total < limit"],
      ["total <= limit", "total >= limit"],
    ],
    right: [["total <= limit", "limit >= total"]],
  },
  {
    title: "a state that is not",
    asked: "pay()",
    also: order,
    guard: "state isn't PAID",
    code: 'if (order.state !== "PAID") {',
    wrong: [
      ['order.state !== "PAID"', 'order.state === "PAID"'],
      ['order.state !== "PAID"', 'order.state === "OPEN"'],
    ],
    right: [['order.state !== "PAID"', '["OPEN", "HELD"].includes(order.state)']],
  },
  {
    title: "all of several",
    asked: "pay(total)",
    also: order,
    guard: "total >= 10 and not (state = HELD or state = PAID)",
    code: 'if (total >= 10 && !(order.state === "HELD" || order.state === "PAID")) {',
    wrong: [
      ["total >= 10 &&", "total > 10 &&"],
      ["total >= 10 &&", "total >= 10 ||"],
      ['|| order.state === "PAID"', ""],
    ],
    right: [['!(order.state === "HELD" || order.state === "PAID")', 'order.state === "OPEN"']],
  },
  {
    title: "one of several",
    asked: "pay(total, urgent)",
    guard: "urgent 또는 total < 5",
    code: "if (urgent || total < 5) {",
    wrong: [
      ["urgent ||", "urgent &&"],
      ["urgent || total < 5", "urgent"],
      ["total < 5", "total <= 5"],
    ],
    right: [["urgent || total < 5", "total < 5 || urgent"]],
  },
  {
    title: "nothing in it",
    asked: "pay(items)",
    guard: "items is not empty",
    code: "if (items.length !== 0) {",
    wrong: [["items.length !== 0", "items.length === 0"]],
    right: [["items.length !== 0", "items.length > 0"]],
  },
];

test.each(cases.map((one) => [one.title, one] as const))(
  "a guard that compares %s holds the code to it",
  async (_, { asked, also = "", guard, code, wrong, right }) => {
    const lines = `actor Client
Client -> Shop : ${asked}${also}
alt ${guard}
Shop -> Bank : reserve()
Bank --> Shop : ok
else
Shop -> Bank : release()
Bank --> Shop : ok
end
Shop --> Client : ok`;
    await using ran = await ranDiagram(lines, "Shop", "shop.handler.ts");
    expect(ran.source).toContain(code);
    expect(await ran.fails(ran.source)).toEqual([]);
    const verdicts: [string, boolean][] = [];
    for (const [from, to] of [...wrong, ...right])
      verdicts.push([to, (await ran.fails(ran.source.replace(from, to), "order")).includes("order")]);
    const expected = [...wrong.map(([, to]) => [to, true]), ...right.map(([, to]) => [to, false])];
    expect(verdicts).toEqual(expected);
  },
);
