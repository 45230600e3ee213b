import { expect, test } from "vitest";
import type { SqlMeaning } from "../../../../generator/text/model.ts";
import { findSql, refusedSql } from "../../../../generator/text/sql/find-sql.ts";
import { mayHoldSql } from "../../../../generator/text/sql/load-sql-parser.ts";
import { readSql } from "../../../../generator/text/sql/read-sql.ts";
import { sqlHint } from "../../../../generator/text/sql/sql-hint.ts";
import { sqlParser } from "../../../support/sql-parser.ts";

function meanings(text: string): readonly SqlMeaning[] {
  const reading = readSql(text, sqlParser);
  return reading.kind === "refused" ? [] : reading.statements.map(({ meaning }) => meaning);
}

/** The statement as it would be run, and what its parameters are called. */
function cut(text: string): readonly unknown[] {
  const [meaning] = meanings(text);
  return [
    meaning?.chunks.reduce((before, chunk, index) => `${before}$${index}${chunk}`),
    meaning?.parameters.map(({ name, column }) => name ?? column),
  ];
}

test.each<readonly [text: string, run: string, names: readonly (string | undefined)[]]>([
  ["SELECT a FROM b WHERE c=?", "SELECT a FROM b WHERE c=$1", ["c"]],
  [
    "SELECT a FROM b WHERE c = :order AND d=:주문ID",
    "SELECT a FROM b WHERE c = $1 AND d=$2",
    ["order", "주문ID"],
  ],
  ["SELECT a FROM b WHERE c::text=:x", "SELECT a FROM b WHERE c::text=$1", ["x"]],
  ["SELECT a FROM b WHERE c = {order.id}", "SELECT a FROM b WHERE c = $1", ["order.id"]],
  ["SELECT a FROM b WHERE c = ${x} OR d=#{y}", "SELECT a FROM b WHERE c = $1 OR d=$2", ["x", "y"]],
  ["SELECT a FROM b WHERE c = '{x}' OR d = '{x} '", "SELECT a FROM b WHERE c = $1 OR d = '{x} '", ["x"]],
  ["SELECT a FROM b WHERE c = @x AND d=@y", "SELECT a FROM b WHERE c = $1 AND d=$2", ["x", "y"]],
  ["SELECT a FROM b WHERE c = %s AND d % e = 1", "SELECT a FROM b WHERE c = $1 AND d % e = 1", ["c"]],
  ["SELECT a FROM b WHERE c = $2 AND d = $1", "SELECT a FROM b WHERE c = $1 AND d = $2", ["c", "d"]],
  ["SELECT a FROM b WHERE data ? 'k' AND c = ?", "SELECT a FROM b WHERE data ? 'k' AND c = $1", ["c"]],
  [
    "SELECT a FROM b WHERE data ?| ? OR data ?& ?",
    "SELECT a FROM b WHERE data ?| $1 OR data ?& $2",
    ["data", "data"],
  ],
  ["SELECT a FROM b WHERE data @? '$.x' AND c<=?", "SELECT a FROM b WHERE data @? '$.x' AND c<=$1", ["c"]],
  ["SELECT a FROM b WHERE data @> ?", "SELECT a FROM b WHERE data @> $1", ["data"]],
  ["SELECT a[1:2], ? FROM b", "SELECT a[1:2], $1 FROM b", [undefined]],
  [
    "SELECT ':x', \"{y}\", $$ ? $$ FROM b WHERE c = :z",
    "SELECT ':x', \"{y}\", $$ ? $$ FROM b WHERE c = $1",
    ["z"],
  ],
  ["SELECT a -- :x ?\nFROM b /* {y} */ WHERE c = ?", "SELECT a FROM b WHERE c = $1", ["c"]],
  ["SELECT  '두  칸'  FROM  주문\n WHERE 번호 = ?", "SELECT '두  칸' FROM 주문 WHERE 번호 = $1", ["번호"]],
  ["UPDATE b SET c = c + ? LIMIT_ IS NULL", "", []],
  ["SELECT a FROM b LIMIT ? OFFSET :start", "SELECT a FROM b LIMIT $1 OFFSET $2", ["limit", "start"]],
  ["INSERT INTO b (c, d) VALUES (?,?)", "INSERT INTO b (c, d) VALUES ($1,$2)", ["c", "d"]],
])("%s", (text, run, names) => {
  expect(cut(text)).toEqual(run === "" ? [undefined, undefined] : [run, names]);
});

test.each<readonly [text: string, meaning: Partial<SqlMeaning>]>([
  [
    "WITH due AS (SELECT id FROM Jobs LIMIT 1) UPDATE Jobs SET taken = true FROM due WHERE Jobs.id = due.id RETURNING Jobs.id",
    { verb: "update", tables: ["Jobs"], writes: ["Jobs"], answer: "rows", columns: ["id"], everyRow: false },
  ],
  ["MERGE INTO a USING b ON a.id = b.id WHEN MATCHED THEN DELETE", { verb: "merge", tables: ["a", "b"] }],
  ["SELECT * FROM jobs FOR UPDATE SKIP LOCKED", { verb: "select", writes: [] }],
  ["SELECT pg_advisory_xact_lock(:id)", { verb: "select", tables: [], answer: "rows" }],
  ["SELECT 1", { verb: "select" }],
  ["INSERT INTO a (b) VALUES (1) ON CONFLICT (b) DO UPDATE SET c = excluded.c", { verb: "insert" }],
  ['SELECT "User".name FROM "User"', { tables: ["User"] }],
])("%s says what it does", (text, meaning) => {
  expect(meanings(text)).toMatchObject([meaning]);
});

test.each([
  ["IN (:ids)", true],
  ["IN (?)", true],
  ["NOT IN ( {ids} )", true],
  ["in ($1)", true],
  ["IN (:a, :b)", false],
  ["= ANY(:ids)", false],
])("the parameter of %s stands for a whole list: %s", (condition, isList) => {
  expect(meanings(`SELECT a FROM b WHERE c ${condition}`)[0]?.parameters[0]?.isList).toBe(isList);
});

test("several statements are read one by one", () => {
  const read = meanings("INSERT INTO a (b) VALUES (:b); UPDATE a SET c = ';' WHERE b = :b;");
  expect(read.map(({ verb, chunks }) => [verb, ...chunks])).toEqual([
    ["insert", "INSERT INTO a (b) VALUES (", ")"],
    ["update", "UPDATE a SET c = ';' WHERE b = ", ""],
  ]);
});

test.each([
  "select user",
  "select all pending actions",
  "select 3 items",
  "commit transaction",
  "listen events",
  "reset password",
  "execute payment",
  "table users",
  "SELECT … FROM orders",
  "SELECT * FROM orders 조회",
  "SELECT a FROM b # all of them",
  "BEGIN; DELETE FROM a WHERE b = 1; COMMIT",
  "DELETE FROM a WHERE b = 'open",
])("%s is no SQL", (text) => {
  expect(meanings(text)).toEqual([]);
});

test.each<readonly [lines: readonly string[], chunks: readonly string[], around: readonly string[]]>([
  [["SELECT a FROM b", "주문 조회"], ["SELECT a FROM b"], ["주문 조회"]],
  [
    ["SELECT a FROM b", "WHERE c = 1", "-- 열린 것만", "LIMIT 1"],
    ["SELECT a FROM b WHERE c = 1 LIMIT 1"],
    [],
  ],
  [["저장", "UPDATE a", "SET b = 1"], ["UPDATE a SET b = 1"], ["저장"]],
  [
    ["INSERT INTO a (b) VALUES (1)", "INSERT INTO c (d) VALUES (2)"],
    ["INSERT INTO a (b) VALUES (1)", "INSERT INTO c (d) VALUES (2)"],
    [],
  ],
  [["DELETE FROM a WHERE b = 1;", "update the cache"], ["DELETE FROM a WHERE b = 1"], ["update the cache"]],
  [["SELECT a FROM b", "for all users"], ["SELECT a FROM b"], ["for all users"]],
  [["save it: INSERT INTO a (b) VALUES (1)"], ["INSERT INTO a (b) VALUES (1)"], ["save it"]],
  [["WITH x AS (", "SELECT 1)", "SELECT * FROM x"], ["WITH x AS ( SELECT 1) SELECT * FROM x"], []],
  [
    ["INSERT INTO a (b) VALUES (1)", "ON DUPLICATE KEY UPDATE b = 2"],
    [],
    ["INSERT INTO a (b) VALUES (1)", "ON DUPLICATE KEY UPDATE b = 2"],
  ],
])("in the lines %j", (lines, chunks, around) => {
  const found = findSql(lines, sqlParser);
  expect(found.statements.map(({ meaning }) => meaning.chunks.join("?"))).toEqual(chunks);
  expect(found.around).toEqual(around);
});

test.each([
  ["UPDATE a SET b = 1 WHERE c = ? LIMIT 1", 'near "LIMIT"', "WHERE id IN"],
  ["INSERT INTO a (b) VALUES (?)\nON DUPLICATE KEY UPDATE b = ?", 'near "DUPLICATE"', "ON CONFLICT"],
  ["SELECT `a` FROM `b`  WHERE c = 1", '"`" is no part', "Backticks"],
  ["INSERT IGNORE INTO a (b) VALUES (1)", 'near "IGNORE"', "DO NOTHING"],
  ["REPLACE INTO a (b) VALUES (1)", 'near "REPLACE"', "ON CONFLICT"],
  ["INSERT INTO a SET b = 1", 'near "SET"', "VALUES"],
  ["UPDATE a JOIN b ON a.id = b.id SET a.c = 1", 'near "JOIN"', "FROM"],
  ["SELECT * FROM a LIMIT 1, 2", "LIMIT #,#", "OFFSET"],
  ["SELECT * FROM a WHERE b > NOW() - INTERVAL 1 DAY", 'near "1"', "INTERVAL '1 day'"],
])("%s is refused with a hint", (text, reason, hint) => {
  const refused = refusedSql(text.split("\n"), sqlParser);
  expect(refused?.reason).toContain(reason);
  expect(sqlHint(refused?.text ?? "")).toContain(hint);
});

test.each([
  ["SELECT id FORM orders WHERE id = :id", 'near "orders"'],
  ["DELETE orders WHERE id = ?", 'near "orders"'],
  ["UPDATE orders paid = true WHERE id = :id", 'near "="'],
])("%s is refused although one of its words is missing or misspelt", (text, reason) => {
  expect(refusedSql([text], sqlParser)?.reason).toContain(reason);
});

test.each([
  "SELECT * FROM orders WHERE ...",
  "UPDATE the orders where id = the given one",
  "select the best offer from all of them",
  "INSERT UserEntity, EventLog",
  "update the set of users",
  "UPDATE RequiredAction",
  "DELETE the draft FROM the cache",
  "SELECT a FROM b WHERE c = 1",
])("of %s nothing is told", (text) => {
  expect(refusedSql([text], sqlParser)).toBeUndefined();
});

test.each([
  ["Db : 저장\\nSELECT a\\nFROM b", true],
  ["Db : DELETE\\nFROM a", true],
  ["Cache : SET a 1", false],
  ["Api : update the cart", false],
  ["Api : insert coin, receive ticket from it", false],
])("whether %s may hold SQL: %s", (text, may) => {
  expect(mayHoldSql(text)).toBe(may);
});

test.each([
  ["20,000 characters", `SELECT ${"a, ".repeat(6_600)}b FROM c`],
  ["5,000 nested parentheses", `SELECT ${"(".repeat(5_000)}1${")".repeat(5_000)} FROM a`],
  ["400 open lines", "SELECT a,\n".repeat(400)],
  ["400 unions", "SELECT a\nUNION\n".repeat(200)],
])("%s are read or refused in time", (_, text) => {
  const start = performance.now();
  findSql(text.split("\n"), sqlParser);
  refusedSql(text.split("\n"), sqlParser);
  expect(performance.now() - start).toBeLessThan(5_000);
});
