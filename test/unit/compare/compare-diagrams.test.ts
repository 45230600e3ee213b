import { expect, test } from "vitest";
import { isBreaking } from "../../../generator/compare/change.ts";
import { compareDiagrams } from "../../../generator/compare/compare-diagrams.ts";
import { comparisonMarkdown } from "../../../generator/compare/render/comparison-markdown.ts";
import { comparisonPlantuml } from "../../../generator/compare/render/comparison-plantuml.ts";
import { linkSources } from "../../../generator/link-sources.ts";
import { sourceFile } from "../../../generator/source/source-file.ts";

const diagram = `@startuml
actor User
participant Shop
participant Orders
participant Mail
database "Order DB\\nPostgreSQL" as DB
User -> Shop : order(id)
activate Shop
note over Shop: up to 3 retries
Shop -> Shop : check the stock
Shop -> Orders : markPaid(id, sum)
Orders -> DB : UPDATE orders SET paid = true WHERE id = {id}
DB --> Orders : ok
Orders --> Shop : {"receipt": "r", "total": 3}
Shop -> Mail : send(id)
Mail --> Shop : ok
alt paid
  Shop -> Orders : close(id)
  Orders --> Shop : ok
  Shop --> User : {state: "done"}
else refused
  Shop -> Orders : cancel(id)
  Orders --> Shop : ok
  Shop --> User : throw OrderRefused("no")
end
deactivate Shop
@enduml
`;

async function modelOf(text: string) {
  const { value, diagnostics } = await linkSources([sourceFile("diagrams/shop.puml", text)], {});
  expect(diagnostics).toEqual([]);
  return (value[0]?.models ?? []).map((model) => ({ key: model.name, model }));
}

async function compared(text: string) {
  return compareDiagrams(await modelOf(diagram), await modelOf(text));
}

/** What is said, and whom it breaks. */
async function said(text: string): Promise<readonly string[]> {
  const [found] = await compared(text);
  return (found?.changes ?? []).map((change) => {
    const broken = new Set(
      change.effects.flatMap((effect) => (effect.isBreaking ? [effect.participant] : [])),
    );
    return `${change.words} ⇒ ${[...broken].join(" ") || "fits"}`;
  });
}

const replaced =
  (from: string | RegExp, to: string) =>
  (text: string): string =>
    text.replace(from, to);

/** An edit, and what is to be said of it. */
const cases: readonly (readonly [string, (text: string) => string, readonly string[]])[] = [
  ["a comment", replaced("@startuml", "@startuml\n' nothing"), []],
  ["a frame that decides nothing", replaced(/Shop -> Mail[^]*?ok\n/, "group mail\n$&end\n"), []],
  [
    "a new arrow",
    replaced("alt paid", "Shop -> Mail : log(id)\nMail --> Shop : ok\nalt paid"),
    ['Shop → Mail "log(id)" is new ⇒ fits'],
  ],
  [
    "an arrow that is gone",
    replaced(/Shop -> Mail[^]*?ok\n/, ""),
    ['Shop → Mail "send(id)" is gone ⇒ Shop Mail'],
  ],
  [
    "a renamed message",
    replaced("markPaid(", "markSettled("),
    ['Shop → Orders: "markPaid(id, sum)" is "markSettled(id, sum)" now ⇒ Shop Orders'],
  ],
  [
    "a parameter more: who sends it has to have it",
    replaced("send(id)", "send(id, text)"),
    ['Shop → Mail: "send(id)" is "send(id, text)" now ⇒ Shop'],
  ],
  [
    "a parameter less: who gets it misses it",
    replaced("markPaid(id, sum)", "markPaid(id)"),
    ['Shop → Orders: "markPaid(id, sum)" is "markPaid(id)" now ⇒ Orders'],
  ],
  [
    "an answer with more in it",
    replaced('{"receipt": "r", "total": 3}', '{"receipt": "r", "total": 3, "tax": 1}'),
    [
      `Orders → Shop: "{"receipt": "r", "total": 3}" is "{"receipt": "r", "total": 3, "tax": 1}" now ⇒ Orders`,
    ],
  ],
  [
    "an answer with less in it",
    replaced('{"receipt": "r", "total": 3}', '{"receipt": "r"}'),
    [`Orders → Shop: "{"receipt": "r", "total": 3}" is "{"receipt": "r"}" now ⇒ Shop`],
  ],
  [
    "an answer of another type",
    replaced('"total": 3', '"total": "three"'),
    [
      `Orders → Shop: "{"receipt": "r", "total": 3}" is "{"receipt": "r", "total": "three"}" now ⇒ Orders Shop`,
    ],
  ],
  [
    "another error",
    replaced("OrderRefused", "OrderDenied"),
    [`Shop → User: "throw OrderRefused("no")" is "throw OrderDenied("no")" now ⇒ User`],
  ],
  [
    "a branch that is gone",
    replaced(/else refused[^]*?(?=end)/, ""),
    ['the branch "refused" of alt is gone, with Shop → Orders "cancel(id)" and 2 more ⇒ Shop Orders User'],
  ],
  [
    "a new branch with an error that nobody expects",
    replaced("end\ndeactivate", 'else closed\n  Shop --> User : throw ShopClosed("no")\nend\ndeactivate'),
    [`the branch "closed" of alt is new, with Shop → User "throw ShopClosed("no")" ⇒ User`],
  ],
  [
    "another condition",
    replaced("else refused", "else unpaid"),
    ['the branch "refused" of alt is "unpaid" now ⇒ Shop Orders User'],
  ],
  [
    "an arrow in another branch",
    (text) =>
      text
        .replace("  Shop -> Orders : cancel(id)\n  Orders --> Shop : ok\n", "")
        .replace("alt paid\n", "alt paid\n  Shop -> Orders : cancel(id)\n  Orders --> Shop : ok\n"),
    ['Shop → Orders "cancel(id)" and 1 more stand in the branch "paid" of alt now ⇒ Shop Orders'],
  ],
  [
    "a condition around what always happened",
    replaced(/Shop -> Mail[^]*?ok\n/, "opt wanted\n$&end\n"),
    ['Shop → Mail "send(id)" and 1 more stand in the branch "wanted" of opt now ⇒ Shop Mail'],
  ],
  [
    "another order",
    (text) =>
      text
        .replace(/Shop -> Mail[^]*?ok\n/, "")
        .replace(
          "Shop -> Orders : markPaid",
          "Shop -> Mail : send(id)\nMail --> Shop : ok\nShop -> Orders : markPaid",
        ),
    ['Shop → Mail "send(id)" comes before Shop → Orders "markPaid(id, sum)" now ⇒ Shop'],
  ],
  [
    "a promise that is less",
    replaced("up to 3 retries", "up to 2 retries"),
    ['the promise "up to 3 retries" is "up to 2 retries" now ⇒ Shop'],
  ],
  [
    "a promise that is more",
    replaced("up to 3", "up to 5"),
    ['the promise "up to 3 retries" is "up to 5 retries" now ⇒ fits'],
  ],
  [
    "a promise that is gone",
    replaced("up to 3 retries", "a note"),
    ['the promise "up to 3 retries" is gone ⇒ Shop'],
  ],
  [
    "a participant with another name",
    (text) => text.replaceAll("Mail", "Post"),
    ['"Mail" is called "Post" now ⇒ fits'],
  ],
  [
    "another statement",
    replaced("SET paid = true", "SET paid = true, open = false"),
    [
      'Orders → DB: "UPDATE orders SET paid = true WHERE id = {id}" is "UPDATE orders SET paid = true, open = false WHERE id = {id}" now ⇒ Orders DB',
    ],
  ],
  ["other words around the same", replaced(": check the stock", ": check  the stock"), []],
];

test.each(cases)("%s", async (_, edit, expected) => {
  const text = edit(diagram);
  expect(text).not.toBe(diagram);
  expect(await said(text)).toEqual(expected);
});

test.each(cases)("as a diagram that can be read, with every arrow of both: %s", async (_, edit) => {
  const comparisons = await compared(edit(diagram));
  const text = comparisonPlantuml(comparisons);
  const { value, diagnostics } = await linkSources([sourceFile("difference.puml", text)], {});
  expect(diagnostics).toEqual([]);
  const drawn = value.flatMap(({ models }) => models).flatMap(({ steps }) => steps).length;
  const expected = comparisons.map(
    ({ before, now, arrows }) => (now?.steps.length ?? 0) + (before?.steps.length ?? 0) - arrows.size,
  );
  expect(drawn).toBe(expected[0] ?? 0);
  const isColoured = comparisons.some(({ changes }) => changes.some(({ of }) => of === "arrow"));
  expect(/\[#(?:green|red|orange)\]/.test(text) || !isColoured).toBe(true);
});

test("arrows of parallel branches have no order, and a diagram of another name is the same one", async () => {
  const parallel = (first: string, second: string): string =>
    `@startuml\nparticipant A\nparticipant B\nactor U\nU -> A : run()\npar\nA -> B : ${first}()\nB --> A : ok\nelse\nA -> B : ${second}()\nB --> A : ok\nend\nA --> U : ok\n@enduml\n`;
  const [before, now] = [await modelOf(parallel("one", "two")), await modelOf(parallel("two", "one"))];
  expect(compareDiagrams(before, now).flatMap(({ changes }) => changes.filter(isBreaking))).toEqual([]);
  const [found] = compareDiagrams(
    before.map(({ model }) => ({ key: "old", model })),
    before.map(({ model }) => ({ key: "new", model })),
  );
  expect(found?.changes.map(({ words }) => words)).toEqual(['the diagram "shop" is called "shop" now']);
});

test("a diagram that is new fits, one that is gone breaks everybody, and nothing in a name is Markdown", async () => {
  const named = await modelOf('@startuml\nactor U\nparticipant "a|b<i>@x`" as A\nU -> A : run()\n@enduml\n');
  expect(compareDiagrams([], named).flatMap(({ changes }) => changes.map(isBreaking))).toEqual([false]);
  const gone = compareDiagrams(named, []);
  expect(
    gone.flatMap(({ changes }) =>
      changes.flatMap(({ effects }) => effects.map(({ isBreaking }) => isBreaking)),
    ),
  ).toEqual([true, true]);
  const [, table = ""] = /\n(\| \| change[^]*?)\n\n/.exec(comparisonMarkdown(gone, "@everybody <b>")) ?? [];
  expect(table).not.toMatch(/@|<(?!br>)/);
  expect(comparisonMarkdown(gone, "@everybody <b>")).toContain("&#64;everybody &lt;b&gt;");
});
