import { expect, test } from "vitest";
import { foldedStatement } from "../../../../runtime/model/sql/folded-statement.ts";

test.each([
  ["white space", "SELECT a FROM b", "SELECT  a\n\tFROM b "],
  [
    "blanks around brackets and commas",
    "INSERT INTO t (a, b) VALUES ($1, $2)",
    "INSERT INTO t(a,b) VALUES( $1,$2 )",
  ],
  ["letter case", "SELECT a FROM b", "select A from B"],
  ["a semicolon", "SELECT a FROM b", "SELECT a FROM b ;"],
])("%s does not matter", (_, one, other) => {
  expect(foldedStatement(one)).toBe(foldedStatement(other));
});

test.each([
  ["letter case in a text", "SELECT 'a'", "SELECT 'A'"],
  ["white space in a text", "SELECT 'a b'", "SELECT 'a  b'"],
  ["white space in a text with a quote", "SELECT 'it''s  a'", "SELECT 'it''s a'"],
  ["letter case in a quoted name", 'SELECT "a"', 'SELECT "A"'],
  ["a missing blank", "SELECT a b", "SELECT ab"],
  ["the order of columns", "SELECT a, b", "SELECT b, a"],
])("%s matters", (_, one, other) => {
  expect(foldedStatement(one)).not.toBe(foldedStatement(other));
});

test("an open quote is read to its end", () => {
  expect(foldedStatement(`${"'a".repeat(50_001)} B`)).toContain("B");
});
