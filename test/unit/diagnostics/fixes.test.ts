import { expect, test } from "vitest";
import { compile } from "../../../generator/compile.ts";
import type { Diagnostic } from "../../../generator/diagnostics/diagnostic.ts";
import { catalogue, type Code } from "../../../generator/diagnostics/catalogue.ts";
import { sourceFile } from "../../../generator/source/source-file.ts";
import { applyFix } from "../../support/apply-fix.ts";

interface FixCase {
  readonly code: Code;
  readonly wrong: string;
  /** What the first fix makes of it. */
  readonly right: string;
  /** What further fixes make of it. */
  readonly others?: readonly string[];
  /** Around the lines: `@startuml` and `@enduml` where nothing else is said. */
  readonly isWhole?: boolean;
}

const cases: readonly FixCase[] = [
  {
    code: "parse/undeclared-participant",
    wrong:
      'participant 주문\nparticipant "재고 창고"\n주문 -> "재고 창거": 있나\nnote over "재고 창거": 늦음\n"재고 창거" --> 주문: 네',
    right:
      'participant 주문\nparticipant "재고 창고"\n주문 -> "재고 창고": 있나\nnote over "재고 창고": 늦음\n"재고 창고" --> 주문: 네',
    others: [
      'participant 주문\nparticipant "재고 창고"\nparticipant "재고 창거"\n주문 -> "재고 창거": 있나\nnote over "재고 창거": 늦음\n"재고 창거" --> 주문: 네',
    ],
  },
  {
    code: "parse/undeclared-participant",
    wrong: "box Ours\nparticipant Ships\nend box\n  actor User\n  User -> Stock: count()",
    right:
      "box Ours\nparticipant Ships\nend box\n  actor User\n  participant Stock\n  User -> Stock: count()",
  },
  {
    code: "parse/display-used-as-name",
    wrong:
      'participant "Order Store" as Orders\nactor User\nUser -> "Order Store": a()\n"Order Store" --> User: b',
    right: 'participant "Order Store" as Orders\nactor User\nUser -> Orders: a()\nOrders --> User: b',
  },
  {
    code: "parse/missing-enduml",
    wrong: "@startuml\nA -> B: 가",
    right: "@startuml\nA -> B: 가\n@enduml\n",
    isWhole: true,
  },
  {
    code: "parse/wrong-keyword",
    wrong: "A -> B: x()\nif paid\nA -> B: y()\nend",
    right: "A -> B: x()\nalt paid\nA -> B: y()\nend",
  },
  {
    code: "parse/wrong-keyword",
    wrong: "alt a\nA -> B: x()\nelsif 결제\nA -> B: y()\nend",
    right: "alt a\nA -> B: x()\nelse 결제\nA -> B: y()\nend",
  },
  {
    code: "parse/keyword-needs-blank",
    wrong: "alt[paid]\nA -> B: y()\nend",
    right: "alt [paid]\nA -> B: y()\nend",
  },
  { code: "parse/detached-border", wrong: "A -> ] : done", right: "A ->] : done" },
  { code: "parse/decomposed-text", wrong: `${"Café".normalize("NFD")} -> B: x()`, right: "Café -> B: x()" },
  { code: "parse/text-without-colon", wrong: "A -> B save(x)", right: "A -> B : save(x)" },
  {
    code: "parse/name-needs-quotes",
    wrong: "A -> Order-Store: save(x)",
    right: 'A -> "Order-Store": save(x)',
  },
  {
    code: "parse/misspelt-across",
    wrong: "A -> B: x()\nhnote accross: all",
    right: "A -> B: x()\nhnote across: all",
  },
  { code: "parse/foreign-punctuation", wrong: "사용자 → B： 가기", right: "사용자 -> B: 가기" },
  { code: "parse/unknown-statement", wrong: "A => B: save(x)", right: "A -> B: save(x)" },
  { code: "parse/unknown-statement", wrong: 'A -> "B: save(x)', right: 'A -> "B": save(x)' },
  { code: "parse/unknown-statement", wrong: "A -> B: x()\nactivte B", right: "A -> B: x()\nactivate B" },
  {
    code: "parse/unknown-color",
    wrong: "participant A #gren\nA -> B: x()",
    right: "participant A #green\nA -> B: x()",
  },
  { code: "parse/unknown-theme", wrong: "!theme palin\nA -> B: x()", right: "!theme plain\nA -> B: x()" },
  {
    code: "link/role-of-unknown-participant",
    wrong: "' @seqwright role Order component\nA -> Orders: x()",
    right: "' @seqwright role Orders component\nA -> Orders: x()",
  },
  {
    code: "link/unknown-directive",
    wrong: "' @seqwright rol B component\nA -> B: x()",
    right: "' @seqwright role B component\nA -> B: x()",
  },
  {
    code: "link/unknown-directive",
    wrong: "' @seqwright policy rety 3\nA -> B: x()",
    right: "' @seqwright policy retry 3\nA -> B: x()",
  },
  {
    code: "link/unused-type",
    wrong:
      "' @seqwright type Ordr { id: string }\nactor U\nU -> B: place(order: Order)\nB -> S: store(order)",
    right:
      "' @seqwright type Order { id: string }\nactor U\nU -> B: place(order: Order)\nB -> S: store(order)",
  },
  {
    code: "link/unknown-type",
    wrong:
      "' @seqwright type Order { item: Itm }\n' @seqwright type Item { id: string }\nactor U\nU -> B: place(order: Order)\nB -> S: store(order)",
    right:
      "' @seqwright type Order { item: Item }\n' @seqwright type Item { id: string }\nactor U\nU -> B: place(order: Order)\nB -> S: store(order)",
  },
  {
    code: "link/unknown-value",
    wrong: "actor U\nU -> B: place(orderId)\nB -> Redis: GET order:{ordreId}\nRedis --> B: order",
    right: "actor U\nU -> B: place(orderId)\nB -> Redis: GET order:{orderId}\nRedis --> B: order",
  },
  {
    code: "link/redis-duration",
    wrong: "actor U\nU -> B: place(id)\nB -> Redis: SET order:{id} 1 EX 1h",
    right: "actor U\nU -> B: place(id)\nB -> Redis: SET order:{id} 1 EX 3600",
  },
  {
    code: "link/solid-answer",
    wrong: "actor U\nU -> B: place(id)\nB -> S: store(id)\nS -> B: stored\nB --> U: ok",
    right: "actor U\nU -> B: place(id)\nB -> S: store(id)\nS --> B: stored\nB --> U: ok",
  },
  {
    code: "link/reply-answers-nothing",
    wrong: "actor U\nU -> B: place(id)\nB --> S: stored",
    right: "actor U\nU -> B: place(id)\nB ->> S: stored",
  },
  {
    code: "link/no-component",
    wrong: "actor U\nactor 주문\nU -> 주문: place(id)",
    right: "' @seqwright role 주문 component\nactor U\nactor 주문\nU -> 주문: place(id)",
  },
  {
    code: "plan/outside-the-system",
    wrong: "actor U\nactor V\nU -> B: place(id)\nB -> S: store(id)\n  V -> U: hello()",
    right:
      "actor U\nactor V\nU -> B: place(id)\nB -> S: store(id)\n  ' @seqwright role V component\n  V -> U: hello()",
  },
  {
    code: "plan/work-of-a-resource",
    wrong: "actor U\ndatabase DB\nU -> B: place(id)\nB -> DB: store(id)\nDB -> DB: rebuild()",
    right:
      "actor U\ndatabase DB\nU -> B: place(id)\nB -> DB: store(id)\n' @seqwright role DB component\nDB -> DB: rebuild()",
  },
];

test.each(cases)("$code: $wrong", async ({ code, wrong, right, others = [], isWhole = false }) => {
  for (const end of ["\n", "\r\n"]) {
    const whole = (lines: string): string =>
      (isWhole ? lines : `@startuml\n${lines}\n@enduml\n`).replaceAll("\n", end);
    const found = (await noticed(whole(wrong))).find((entry) => entry.code === code);
    const fixed = found?.fixes?.map((fix) => applyFix(whole(wrong), fix)) ?? [];
    expect(fixed.slice(0, 1 + others.length)).toEqual([right, ...others].map(whole));
    expect(codesOf(await noticed(whole(right)))).not.toContain(code);
  }
});

test("every change that the catalogue offers is tried here", () => {
  const offering = Object.entries(catalogue).flatMap(([code, entry]) => ("fix" in entry ? [code] : []));
  expect(offering.filter((code) => !cases.some((one) => one.code === code))).toEqual([]);
});

test("nothing is offered for a line that goes on behind a backslash, which the change would take out", async () => {
  const found = await noticed("@startuml\nA => B: save(\\\nx)\n@enduml\n");
  expect(found.find(({ code }) => code === "parse/unknown-statement")).toMatchObject({
    hint: "Write: A -> B: save(x)",
  });
  expect(found.flatMap(({ fixes = [] }) => fixes)).toEqual([]);
});

async function noticed(text: string): Promise<readonly Diagnostic[]> {
  const source = sourceFile("diagrams/x.puml", text);
  return (await compile({ sources: [source], config: {}, existing: new Map() })).diagnostics;
}

function codesOf(diagnostics: readonly Diagnostic[]): readonly string[] {
  return diagnostics.map(({ code }) => code);
}
