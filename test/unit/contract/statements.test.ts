import { loadModule, parseSync, scanSync } from "libpg-query";
import { afterEach, expect, test, vi } from "vitest";
import { sql, type SqlStatement } from "../../../runtime/index.ts";
import { from, sqlText } from "../../../runtime/model/index.ts";
import { bind, nothingKnown } from "../../../runtime/contract/values/knowledge.ts";
import {
  loadStatements,
  pairByMeaning,
  unreadStatements,
} from "../../../runtime/contract/values/load-statements.ts";
import { matchValue } from "../../../runtime/contract/values/match-value.ts";
import {
  eventProtocol,
  type HandlerCollaborators,
  type ImageUrls,
  type RepositoryCollaborators,
} from "./diagrams/event.ts";
import { verdicts } from "./diagrams/verdicts.ts";

await loadModule();
const pair = pairByMeaning({ parseSync, scanSync });

const scope = bind(bind(nothingKnown, "paymentId", "p1", ""), "amount", 7, "");
const drawn = sqlText`INSERT INTO ledger (payment_id, amount) VALUES (${from("paymentId")}, ${from("amount")})`;

/** Where the statement is not what is drawn. */
function differenceOf(statement: SqlStatement): string | undefined {
  const match = matchValue(drawn, statement, scope, "", pair);
  return match.ok ? undefined : match.at;
}

test.each([
  ["as drawn", sql`INSERT INTO ledger (payment_id, amount) VALUES (${"p1"}, ${7})`],
  ["in lower case", sql`insert into ledger (payment_id, amount) values (${"p1"}, ${7})`],
  ["without blanks", sql`INSERT INTO ledger (payment_id,amount) VALUES (${"p1"},${7})`],
  ["with a semicolon", sql`INSERT INTO ledger (payment_id, amount) VALUES (${"p1"}, ${7});`],
  ["with more blanks", sql`INSERT INTO ledger (payment_id, amount) VALUES ( ${"p1"}, ${7} )`],
  ["with columns in another order", sql`INSERT INTO ledger (amount, payment_id) VALUES (${7}, ${"p1"})`],
  [
    "with a cast and RETURNING",
    sql`INSERT INTO ledger (payment_id, amount) VALUES (${"p1"}, ${7}::int) RETURNING id`,
  ],
])("a statement %s is the drawn one", (_, statement) => {
  expect(differenceOf(statement)).toBeUndefined();
});

test.each([
  ["with values exchanged", sql`INSERT INTO ledger (payment_id, amount) VALUES (${7}, ${"p1"})`, "$1"],
  ["with columns exchanged", sql`INSERT INTO ledger (amount, payment_id) VALUES (${"p1"}, ${7})`, "$2"],
  ["with another value", sql`INSERT INTO ledger (payment_id, amount) VALUES (${"p1"}, ${8})`, "$2"],
  ["with another table", sql`INSERT INTO journal (payment_id, amount) VALUES (${"p1"}, ${7})`, "text"],
  ["with a constant", sql`INSERT INTO ledger (payment_id, amount) VALUES (${"p1"}, 7)`, "text"],
  ["that is none", sql`INSERT ${"p1"} ${7}`, "text"],
  [
    "with a value missing",
    { text: "INSERT INTO ledger (payment_id, amount) VALUES ($1, $2)", values: ["p1"] },
    "values",
  ],
  [
    "with a value too many",
    { text: "INSERT INTO ledger (payment_id, amount) VALUES ($1, $2)", values: ["p1", 7, 8] },
    "values",
  ],
])("a statement %s is another one", (_, statement, at) => {
  expect(differenceOf(statement)).toBe(at);
});

test("what PostgreSQL cannot read is compared as text", () => {
  const odd = sqlText`UPSERT ledger ${{ kind: "literal", value: "x" }}`;
  expect(matchValue(odd, sql`upsert  LEDGER ${"x"};`, scope, "", pair).ok).toBe(true);
  expect(matchValue(odd, sql`upsert journal ${"x"}`, scope, "", pair).ok).toBe(false);
});

const handed = (query: (images: ImageUrls, id: string) => SqlStatement) => ({
  Repo: ({ db }: RepositoryCollaborators) => ({
    updateContentImages: async (id: string, images: ImageUrls) => void (await db.query(query(images, id))),
  }),
  Handler: (_: HandlerCollaborators) => ({}),
});

test("a component may spell its statement in its own way, and not say something else", async () => {
  const own = handed(
    (images, id) =>
      sql`update public.event_drafts as d set content_images = ${images} where ${id} = d.event_draft_id;`,
  );
  const swapped = handed(
    (images, id) => sql`UPDATE event_drafts SET content_images = ${id} WHERE event_draft_id = ${images}`,
  );
  const everything = handed((images) => sql`UPDATE event_drafts SET content_images = ${images}`);
  expect(await verdicts(eventProtocol, own, "Repo")).toEqual({});
  expect((await verdicts(eventProtocol, swapped, "Repo")).order).toContain("another statement ($1)");
  expect((await verdicts(eventProtocol, everything, "Repo")).order).toContain("another statement (text)");
});

afterEach(() => {
  vi.doUnmock("libpg-query");
});

test("without the parser, a diagram with SQL says what to install, and one without SQL needs none", async () => {
  vi.doMock("libpg-query", () => {
    throw new Error("Cannot find package 'libpg-query'");
  });
  await expect(loadStatements(eventProtocol)).rejects.toThrow("npm install --save-dev libpg-query");
  expect(await loadStatements({ ...eventProtocol, steps: {} })).toBe(unreadStatements);
});
