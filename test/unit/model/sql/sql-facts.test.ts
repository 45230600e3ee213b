import { expect, test } from "vitest";
import { sqlFacts, type SqlFacts } from "seqwright-runtime/model";
import { sqlParser } from "../../../support/sql-parser.ts";

function factsOf(text: string): SqlFacts | undefined {
  const parse = sqlParser.parse(text);
  if (parse.kind === "refused") throw new Error(parse.reason);
  const [statement] = parse.statements;
  if (statement === undefined) throw new Error("no statement");
  return sqlFacts(statement);
}

test.each<readonly [text: string, facts: Partial<SqlFacts>]>([
  [
    "SELECT id, o.total AS sum, count(*), a + 1 FROM orders o JOIN archive.items i ON i.id = o.id",
    {
      verb: "select",
      tables: ["orders", "archive.items"],
      writes: [],
      answer: "rows",
      columns: ["id", "sum", "count", "?column?"],
    },
  ],
  ["SELECT * FROM orders LIMIT 1", { answer: "row", columns: ["*"] }],
  ["SELECT o.* FROM orders o LIMIT 2", { answer: "rows", columns: ["*"] }],
  [
    "SELECT count(*)::int, coalesce(max(total), 0) FROM orders",
    { answer: "row", columns: ["count", "coalesce"] },
  ],
  ["SELECT count(*) FROM orders GROUP BY day", { answer: "rows" }],
  ["SELECT count(*) OVER () FROM orders", { answer: "rows" }],
  [
    "INSERT INTO a (x) VALUES ($1)",
    { verb: "insert", tables: ["a"], writes: ["a"], answer: "count", columns: [], everyRow: false },
  ],
  ["INSERT INTO a (x) VALUES ($1) RETURNING id", { answer: "row", columns: ["id"] }],
  ["INSERT INTO a (x) VALUES ($1), ($2) RETURNING id", { answer: "rows" }],
  ["INSERT INTO a SELECT * FROM b", { tables: ["a", "b"], writes: ["a"], answer: "count" }],
  ["UPDATE a SET x = 1", { verb: "update", everyRow: true, answer: "count" }],
  ["UPDATE a SET x = 1 WHERE id = $1 RETURNING *", { everyRow: false, answer: "rows", columns: ["*"] }],
  ["DELETE FROM a", { verb: "delete", everyRow: true }],
  ["DELETE FROM a USING b WHERE a.id = b.id", { everyRow: false, tables: ["a", "b"], writes: ["a"] }],
  [
    "WITH due AS (SELECT id FROM jobs FOR UPDATE SKIP LOCKED) UPDATE jobs SET taken = true FROM due WHERE jobs.id = due.id",
    { verb: "update", tables: ["jobs"], writes: ["jobs"] },
  ],
  [
    "WITH gone AS (DELETE FROM a RETURNING id) SELECT id FROM gone",
    { verb: "select", tables: ["a"], writes: ["a"], answer: "rows" },
  ],
  [
    "MERGE INTO stock s USING changes c ON s.id = c.id WHEN MATCHED THEN UPDATE SET n = c.n",
    { verb: "merge", tables: ["stock", "changes"], writes: ["stock"], answer: "count" },
  ],
])("%s", (text, facts) => {
  expect(factsOf(text)).toMatchObject(facts);
});

test.each<readonly [text: string, columns: readonly (string | undefined)[]]>([
  ["SELECT 1 FROM a WHERE b = $1 AND $2 < c AND d IN ($3, $4)", ["b", "c", "d", "d"]],
  ["SELECT 1 FROM a WHERE b BETWEEN $1 AND $2 LIMIT $3 OFFSET $4", ["b", "b", "limit", "offset"]],
  ["SELECT 1 FROM a WHERE lower(a.email) = lower($1) AND b::text LIKE $2", ["email", "b"]],
  ["SELECT 1 FROM a WHERE id = ANY($1) AND data @> $2", ["id", "data"]],
  ["SELECT f($1)", [undefined]],
  ["SELECT 1 FROM a WHERE $1 AND b = $2", [undefined, "b"]],
  ["INSERT INTO a (b, c) VALUES ($1, now()), ($2, $3)", ["b", "b", "c"]],
  ["INSERT INTO a (b) VALUES ($1) ON CONFLICT (b) DO UPDATE SET c = $2 WHERE a.d = $3", ["b", "c", "d"]],
  ["INSERT INTO a (b) SELECT x FROM c WHERE y = $1", ["y"]],
  ["UPDATE a SET b = $1, c = c + $2, d = coalesce($3, d) WHERE e = $4", ["b", "c", "d", "e"]],
  ["UPDATE a SET (b, c) = ($1, $2)", ["b", "c"]],
  ["UPDATE a SET b = (SELECT x FROM c WHERE y = $1)", ["y"]],
  ["UPDATE a SET b = $1 WHERE c = $1", ["b"]],
  [
    "MERGE INTO a USING b ON a.id = $1 WHEN MATCHED THEN UPDATE SET c = $2 WHEN NOT MATCHED THEN INSERT (d) VALUES ($3)",
    ["id", "c", "d"],
  ],
])("the columns of the parameters in %s", (text, columns) => {
  expect(factsOf(text)?.parameterColumns).toEqual(columns);
});

test.each(["COMMIT", "RESET password", "LISTEN events", "EXECUTE payment", "CREATE TABLE a (b int)"])(
  "%s neither reads nor writes rows",
  (text) => {
    expect(factsOf(text)).toBeUndefined();
  },
);
