import { expect, test } from "vitest";
import { ranDiagram } from "../../support/ran-diagram.ts";

type Change = readonly [from: string, to: string];

interface BreakCase {
  readonly title: string;
  readonly drawn: string;
  /** What the generated code has, as a pattern; layout does not matter. */
  readonly code: RegExp;
  readonly wrong: readonly Change[];
  readonly right: readonly Change[];
}

const stock = `
Shop -> Stock : reserve(item)
Stock --> Shop : Reservation {state: OK | LATE | NONE, days: number}`;

const cases: readonly BreakCase[] = [
  {
    title: "in a branch of alt leaves the loop",
    drawn: `Client -> Shop : checkout(items: string[])
loop for each item in items
${stock}
alt state = NONE
Shop -> Mailer : warn(item)
break days > 3
Shop -> Mailer : giveUp(item)
end
Shop -> Mailer : wait(item)
else state = LATE
Shop -> Stock : hurry(item)
else
Shop -> Stock : praise(item)
end
Shop -> Stock : confirm(item)
end
Shop -> Mailer : summary(items)`,
    code: /giveUp\(item\); break; \} await this.#mailer.wait/,
    wrong: [
      ["break;", "await this.#stock.confirm(item); continue;"],
      ["break;", "await this.#mailer.wait(item); break;"],
      ["break;", "return;"],
      ["days > 3", "days >= 3"],
    ],
    right: [["break;", "await this.#mailer.summary(items);\n return;"]],
  },
  {
    title: "in opt in alt in a group leaves the loop",
    drawn: `Client -> Shop : checkout(items: string[])
loop for each item in items
${stock}
group 판정
alt state = LATE
opt days > 1
break days > 9
Shop -> Mailer : late(item)
end
Shop -> Stock : hurry(item)
end
else
Shop -> Stock : confirm(item)
end
end
Shop -> Mailer : note(item)
end
Shop -> Mailer : summary(items)`,
    code: /if \(reservation.days > 9\) \{ await this.#mailer.late\(item\); break; \} await this.#stock.hurry/,
    wrong: [
      ["break;", ""],
      ["break;", "await this.#mailer.note(item); break;"],
      ["break;", "return;"],
    ],
    right: [],
  },
  {
    title: "in a loop in a loop leaves the inner one",
    drawn: `Client -> Shop : checkout(items: string[], days: number[])
loop for each item in items
loop for each day in days
Shop -> Stock : ask(item, day)
Stock --> Shop : Offer {price: number}
opt price > 10
break price > 20
Shop -> Stock : decline(item)
end
Shop -> Stock : haggle(item)
end
end
Shop -> Mailer : note(item)
end`,
    code: /decline\(item\); break; \}/,
    wrong: [
      ["break;", "return;"],
      ["break;", "continue;"],
    ],
    right: [["break;", "break; // the rounds of one item"]],
  },
  {
    title: "in a branch of par ends that branch",
    drawn: `Client -> Shop : checkout(item: string)
par
${stock}
alt state = NONE
break days > 3
Shop -> Mailer : giveUp(item)
end
end
Shop -> Stock : confirm(item)
else
Shop -> Mailer : hello(item)
end
Shop -> Mailer : bye(item)`,
    code: /giveUp\(item\); return; \} \} await this.#stock.confirm/,
    wrong: [
      ["giveUp(item);\n            return;", "giveUp(item);"],
      ["await this.#mailer.bye(item);", ""],
    ],
    right: [],
  },
  {
    title: "that answers ends the path behind the loop, too",
    drawn: `Client -> Shop : checkout(items: string[])
loop for each item in items
${stock}
alt state = NONE
Shop -> Mailer : warn(item)
break days > 3
Shop --> Client : 409 Conflict
end
else
Shop -> Stock : hurry(item)
end
Shop -> Stock : confirm(item)
end
Shop -> Mailer : summary(items)
Shop --> Client : 200 OK`,
    code: /return \{ status: 409 \}; \}/,
    wrong: [
      ["return { status: 409 };", "break;"],
      ["return { status: 409 };", "await this.#mailer.summary(items); return { status: 409 };"],
      ["return { status: 409 };", ""],
      ["return { status: 409 };", "return { status: 200 };"],
    ],
    right: [["return { status: 409 };", "return Promise.resolve({ status: 409 as const });"]],
  },
  {
    title: "that answers between two components lets the caller go on",
    drawn: `Client -> Desk : order(items: string[])
Desk -> Shop : checkout(items: string[])
loop for each item in items
${stock}
break state = NONE
Shop --> Desk : null
end
Shop -> Stock : confirm(item)
end
Shop -> Mailer : summary(items)
Mailer --> Shop : Receipt {total: number}
Shop --> Desk : Receipt
Desk -> Mailer : bye(items)
Desk --> Client : ok`,
    code: /return null; \}/,
    wrong: [
      ["return null;", "break;"],
      ["return null;", "await this.#mailer.summary(items);\n return null;"],
    ],
    right: [],
  },
  {
    title: "outside of loops ends all that is drawn",
    drawn: `Client -> Shop : checkout(item: string)
${stock}
alt state = NONE
Shop -> Mailer : warn(item)
break days > 3
Shop -> Mailer : giveUp(item)
end
else
Shop -> Stock : hurry(item)
end
Shop -> Stock : confirm(item)`,
    code: /giveUp\(item\); return; \}/,
    wrong: [["return;", ""]],
    right: [["return;", "await Promise.resolve();\n return;"]],
  },
];

test.each(cases)("a break $title", async ({ drawn, code, wrong, right }) => {
  await using ran = await ranDiagram(
    `actor Client\nparticipant Shop\nparticipant Stock\nparticipant Mailer\n${drawn}`,
    "Shop",
    "shop.handler.ts",
  );
  expect(ran.source.replaceAll(/\s+/g, " ")).toMatch(code);
  expect(await ran.fails(ran.source)).toEqual([]);
  for (const [from, to] of right) {
    expect(ran.source).toContain(from);
    expect(await ran.fails(ran.source.replace(from, to)), `${from} -> ${to}`).toEqual([]);
  }
  for (const [from, to] of wrong) {
    expect(ran.source).toContain(from);
    expect(await ran.fails(ran.source.replace(from, to), "order"), `${from} -> ${to}`).toEqual(["order"]);
  }
});
