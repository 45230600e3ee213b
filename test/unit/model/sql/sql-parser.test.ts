import { expect, test } from "vitest";
import { sqlFacts, statementReader } from "seqwright-runtime/model";
import { sqlParser } from "../../../support/sql-parser.ts";

test.each([
  ["20,000 characters", `SELECT ${"a, ".repeat(6_660)}b`],
  ["more than 20,000 characters", `SELECT ${"a".repeat(30_000)}`],
  ["5,000 nested parentheses", `SELECT ${"(".repeat(5_000)}1${")".repeat(5_000)}`],
  ["2,000 nested queries", `SELECT ${"(SELECT ".repeat(2_000)}1${")".repeat(2_000)}`],
  ["150 nested queries", `SELECT ${"(SELECT ".repeat(150)}1${")".repeat(150)}`],
  ["1,990 times NOT", `SELECT ${"NOT ".repeat(1_990)}a`],
  ["990 casts", `SELECT a${"::int".repeat(990)}`],
  ["900 concatenations", `SELECT ${"a || ".repeat(900)}b`],
])("%s are refused, and the parser goes on", (_, text) => {
  expect(sqlParser.parse(text)).toMatchObject({ kind: "refused" });
  expect(sqlParser.parse("SELECT a FROM b")).toMatchObject({ kind: "statements" });
});

test.each([
  ["90 nested queries", `SELECT ${"(SELECT ".repeat(90)}1${")".repeat(90)}`],
  ["300 concatenations", `SELECT ${"a || ".repeat(300)}b FROM c`],
  ["900 conditions", `SELECT a FROM b WHERE ${"c AND ".repeat(900)}d`],
])("%s are read", (_, text) => {
  const parse = sqlParser.parse(text);
  expect(parse.kind).toBe("statements");
  expect(parse.kind === "statements" && parse.statements.map(sqlFacts)).toHaveLength(1);
  expect(statementReader(sqlParser)(text)).toHaveLength(1);
});

test("what is refused is told in PostgreSQL's words", () => {
  expect(sqlParser.parse("UPDATE 주문 SET a = 1 LIMIT 1")).toEqual({
    kind: "refused",
    reason: 'syntax error at or near "LIMIT"',
  });
});

test.each(["SELECT 'a", "SELECT /* a", 'SELECT "a', "SELECT $$a"])("%s has no tokens", (text) => {
  expect(sqlParser.tokens(text)).toBeUndefined();
});
