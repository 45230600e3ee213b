import { describe, expect, test } from "vitest";
import { linked } from "../../support/linked.ts";

/** The fragments that known values decide, and what is complained of, of `buy(...)` with these branches. */
function branches(call: string, ...guards: readonly string[]) {
  const [first = "", ...others] = guards.map((guard, index) => `${guard}\nApi -> Desk : way${index}()`);
  const lines = [
    "actor Client\nparticipant Api\nparticipant Desk",
    `Client -> Api : ${call}`,
    `alt ${first}`,
    ...others.map((other) => `else ${other}`),
    "end",
    "Api --> Client : ok",
  ];
  const { model, problems } = linked(lines.join("\n"));
  const predicates = model.fragments[0]?.branches.map(({ predicate }) => predicate !== undefined);
  return { predicates, never: problems.filter((problem) => problem.startsWith("link/branch-never-taken")) };
}

describe("branches by values of which only the guards say anything", () => {
  test.each([
    ["buy(amount, grade)", "amount > 1000 and grade = VIP", "grade in (GOLD, SILVER)", "그 외"],
    ["buy(grade)", "grade = VIP", "grade in (GOLD, SILVER)", "other"],
    ["주문(금액, 등급)", "등급 = VIP 그리고 금액 > 1000", "등급 = GOLD", "그 외"],
    ["buy(method)", "method is CARD", "method is POINT or GIFT", "the rest"],
    ["send(channel, urgent)", "channel = SMS and urgent", "not urgent", "else"],
    ["pay(a, b, c, d, e)", "a > 1 and b > 2 and c > 3 and d > 4 and e > 5", "a < 0", "else"],
  ])("%s: %s", (call, ...guards) => {
    expect(branches(call, ...guards)).toMatchObject({ never: [] });
  });

  test.each([
    [["grade = VIP", "grade = VIP", "other"], 1],
    [["amount > 100", "amount > 500", "other"], 1],
    [["grade = VIP or amount > 10", "grade = VIP and amount < 5", "other"], 1],
  ])("%j: a branch that nothing is left for is said", (guards, count) => {
    expect(branches("buy(amount, grade)", ...guards).never).toHaveLength(count);
  });

  test("the predicates stand where they are understood", () => {
    expect(
      branches("buy(amount, grade)", "amount > 1000 and grade = VIP", "grade in (GOLD, SILVER)", "그 외"),
    ).toEqual({ predicates: [true, true, false], never: [] });
  });
});

describe("what guards before have left over", () => {
  const drawn = (lines: string): readonly string[] =>
    linked(
      [
        "actor Client\nparticipant Api\nparticipant Desk\nClient -> Api : buy(id)\nApi -> Desk : look(id)",
        "Desk --> Api : 상태표 {상태: NEW | OLD | GONE, qty: number}",
        ...lines.split("; "),
        "Api --> Client : ok",
      ].join("\n"),
    ).problems.filter((problem) => problem.startsWith("link/branch-never-taken"));

  const newOrOld = "alt 상태 = NEW; Api -> Desk : one(); else 상태 = OLD; Api -> Desk : two(); end";

  test.each([
    ["break 상태 = GONE; Api -> Desk : stop(); end; opt 상태 = GONE; Api -> Desk : late(); end", 1],
    ["break qty = 0; Api -> Desk : stop(); end; opt qty > 0; Api -> Desk : go(); end", 0],
    [`${newOrOld}; opt 상태 = GONE; Api -> Desk : late(); end`, 1],
    [`${newOrOld}; opt 상태 = OLD; Api -> Desk : late(); end`, 0],
    [
      "loop 2 times; break 상태 = GONE; Api -> Desk : stop(); end; end; opt 상태 = GONE; Api -> Desk : a(); end",
      0,
    ],
    ["opt 상태 = GONE; Api -> Desk : a(); end; opt 상태 = GONE; Api -> Desk : b(); end", 0],
  ])("%s", (lines, count) => {
    expect(drawn(lines)).toHaveLength(count);
  });
});
