import { expect, test } from "vitest";
import { ranDiagram } from "../../support/ran-diagram.ts";

type Change = readonly [from: string, to: string];

interface LoopCase {
  readonly title: string;
  readonly lines: string;
  readonly code: string;
  readonly wrong: readonly Change[];
  readonly right: readonly Change[];
}

const cases: readonly LoopCase[] = [
  {
    title: "what only its rounds bring, looked at after each",
    lines: `loop until status = DONE or FAILED
Shop -> Bank : getStatus(id)
Bank --> Shop : Job {status, progress}
end`,
    code: 'do {\n      job = await this.#bank.getStatus(id);\n    } while (!(job.status === "DONE" || job.status === "FAILED"));',
    wrong: [
      ['while (!(job.status === "DONE" || job.status === "FAILED"))', "while (false)"],
      ['while (!(job.status === "DONE" || job.status === "FAILED"))', "while (true)"],
      [' || job.status === "FAILED"', ""],
      ["do {", "let rounds = 0;\n    do {\n      if ((rounds += 1) > 2) break;"],
      [
        "let job: Job;\n    do {",
        'let job: Job = { status: "DONE", progress: {} };\n    while (job.status !== "DONE") {',
      ],
    ],
    right: [
      [
        'while (!(job.status === "DONE" || job.status === "FAILED"))',
        'while (!["DONE", "FAILED"].includes(job.status))',
      ],
      [
        'do {\n      job = await this.#bank.getStatus(id);\n    } while (!(job.status === "DONE" || job.status === "FAILED"));',
        'for (;;) {\n      job = await this.#bank.getStatus(id);\n      if (job.status === "DONE" || job.status === "FAILED") break;\n    }',
      ],
    ],
  },
  {
    title: "what is known before, looked at before each",
    lines: `Shop -> Bank : first(id)
Bank --> Shop : Page {items, next}
loop while page.next != null
Shop -> Store : save(items)
Store --> Shop : ok
Shop -> Bank : more(next)
Bank --> Shop : Page {items, next}
end`,
    code: "while (page.next !== null) {",
    wrong: [
      ["while (page.next !== null)", "while (page.next === null)"],
      ["while (page.next !== null)", "while (true)"],
      ["page = await this.#bank.more", "await this.#bank.more"],
      [
        "while (page.next !== null) {",
        "for (;;) {\n      if (page.next === null) break;\n      if (rounds++ > 0) break;",
      ],
    ],
    right: [["while (page.next !== null)", "for (; !(page.next === null); )"]],
  },
  {
    title: "what a break in it speaks of, too",
    lines: `Shop -> Bank : balance(id)
Bank --> Shop : Balance {amount}
loop while amount > 0
Shop -> Bank : withdraw(id)
Bank --> Shop : Balance {amount}
break amount < 5
Shop -> Bank : close(id)
Bank --> Shop : ok
end
end`,
    code: "while (balance.amount > 0) {",
    wrong: [
      ["balance.amount > 0", "balance.amount >= 0"],
      ["balance.amount > 0", "balance.amount > 1"],
      ["balance.amount < 5", "balance.amount <= 5"],
      ["break;", ""],
    ],
    right: [["while (balance.amount > 0) {", "for (;;) {\n      if (balance.amount <= 0) break;"]],
  },
  {
    title: "a limit beside it",
    lines: `loop status가 DONE이 될 때까지 (최대 2회)
Shop -> Bank : getStatus(id)
Bank --> Shop : Job {status}
end`,
    code: 'while (round < 2 && job.status !== "DONE")',
    wrong: [
      ["round < 2 && ", ""],
      ["round < 2", "round < 1"],
      ["round < 2", "round < 3"],
      [' && job.status !== "DONE"', ""],
    ],
    right: [["round < 2 &&", "round !== 2 &&"]],
  },
];

test.each(cases.map((one) => [one.title, one] as const))(
  "a loop that compares %s holds the code to it",
  async (_, { lines, code, wrong, right }) => {
    const whole = `actor Client\nparticipant Shop\nClient -> Shop : sync(id)\n${lines}\nShop --> Client : ok`;
    await using ran = await ranDiagram(whole, "Shop", "shop.handler.ts");
    expect(ran.source).toContain(code);
    expect(await ran.fails(ran.source)).toEqual([]);
    const verdicts: [string, boolean][] = [];
    for (const [from, to] of [...wrong, ...right]) {
      const changed = ran.source.replace(from, to);
      expect(changed).not.toBe(ran.source);
      verdicts.push([to, (await ran.fails(changed, "order")).length > 0]);
    }
    expect(verdicts).toEqual([...wrong.map(([, to]) => [to, true]), ...right.map(([, to]) => [to, false])]);
  },
);
