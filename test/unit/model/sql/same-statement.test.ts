import { expect, test } from "vitest";
import { sameStatement, statementReader } from "seqwright-runtime/model";
import { sqlParser } from "../../../support/sql-parser.ts";

const read = statementReader(sqlParser);

/** The parameters that belong together, as `1=2`; undefined where the statements are not the same. */
function pairs(expected: string, actual: string): string | undefined {
  const [left, right] = [read(expected), read(actual)];
  if (left === undefined || right === undefined) throw new Error(`not read: ${left ? actual : expected}`);
  return sameStatement(left, right)
    ?.map(([one, other]) => `${one}=${other}`)
    .join(" ");
}

const insert = "INSERT INTO ledger (payment_id, amount) VALUES ($1, $2)";
const select = "SELECT id, total FROM orders WHERE customer_id = $1 AND status = $2";
const update = "UPDATE orders SET status = $1, total = $2 WHERE id = $3";
const joinedTables =
  "SELECT o.id, i.sku FROM orders o JOIN items i ON i.order_id = o.id WHERE o.user_id = $1";

test.each([
  ["case", insert, "insert into LEDGER (Payment_Id, amount) values ($1, $2)"],
  ["white space", insert, "INSERT  INTO ledger(payment_id,amount)\n\tVALUES( $1 , $2 )"],
  ["a semicolon", insert, `${insert};`],
  ["comments", insert, "INSERT INTO ledger -- 원장\n (payment_id, amount) /* both */ VALUES ($1, $2)"],
  ["quoted lower case", insert, 'INSERT INTO "ledger" ("payment_id", amount) VALUES ($1, $2)'],
  ["parentheses", select, "SELECT id, total FROM orders WHERE ((customer_id = ($1)) AND (status = $2))"],
  ["!=", "SELECT id FROM orders WHERE a <> $1", "SELECT id FROM orders WHERE a != $1"],
  ["CAST", "SELECT id::text FROM orders", "SELECT CAST(id AS text) FROM orders"],
  ["a cast more", select, "SELECT id, total FROM orders WHERE customer_id = $1::uuid AND status = $2"],
  ["a cast of a column", "SELECT id FROM orders", "SELECT id::text FROM orders"],
  ["the schema public", select, select.replace("orders", "public.orders")],
  ["public before a column", "SELECT id FROM orders", "SELECT public.orders.id FROM public.orders"],
  ["an alias", select, "SELECT o.id, o.total FROM orders AS o WHERE o.customer_id = $1 AND o.status = $2"],
  ["the table before a column", "SELECT id FROM orders", "SELECT orders.id FROM orders"],
  ["two aliases", joinedTables, joinedTables.replaceAll("o.", "x.").replaceAll("orders o", "orders x")],
  ["no aliases", joinedTables, joinedTables.replaceAll(/\bo\./g, "orders.").replaceAll("orders o", "orders")],
  ["both sides of =", "SELECT id FROM a WHERE b = $1", "SELECT id FROM a WHERE $1 = b"],
  ["both sides of <", "SELECT id FROM a WHERE b > $1", "SELECT id FROM a WHERE $1 < b"],
  ["both sides of >=", "SELECT id FROM a WHERE b >= c", "SELECT id FROM a WHERE c <= b"],
  ["INNER", joinedTables, joinedTables.replace("JOIN", "INNER JOIN")],
  ["ASC", "SELECT id FROM a ORDER BY b", "SELECT id FROM a ORDER BY b ASC"],
  ["NULLS LAST", "SELECT id FROM a ORDER BY b", "SELECT id FROM a ORDER BY b ASC NULLS LAST"],
  ["NULLS FIRST", "SELECT id FROM a ORDER BY b DESC", "SELECT id FROM a ORDER BY b DESC NULLS FIRST"],
  ["RETURNING more", insert, `${insert} RETURNING id`],
  ["RETURNING another, too", `${insert} RETURNING id`, `${insert} RETURNING payment_id, id`],
  ["RETURNING all", `${insert} RETURNING id, amount`, `${insert} RETURNING *`],
  ["a name that is the column's", "SELECT id FROM a", "SELECT id AS id FROM a"],
  ["FETCH FIRST", "SELECT id FROM a LIMIT 1", "SELECT id FROM a FETCH FIRST 1 ROW ONLY"],
  ["IN in another order", "SELECT id FROM a WHERE b IN ('x', 'y')", "SELECT id FROM a WHERE b IN ('y', 'x')"],
  ["IN with one value", "SELECT id FROM a WHERE b = $1", "SELECT id FROM a WHERE b IN ($1)"],
  ["ANY for IN", "SELECT id FROM a WHERE b IN ($1)", "SELECT id FROM a WHERE b = ANY($1::text[])"],
  ["CURRENT_TIMESTAMP", "UPDATE a SET b = now()", "UPDATE a SET b = CURRENT_TIMESTAMP"],
  ["columns selected in another order", "SELECT a, b FROM c", "SELECT b, a FROM c"],
  ["one column more selected", "SELECT a FROM c WHERE b = $1", "SELECT a, d FROM c WHERE b = $1"],
  ["all columns selected", "SELECT a, b FROM c", "SELECT * FROM c"],
  ["columns named instead of all", "SELECT * FROM c", "SELECT a, b FROM c"],
  ["nested AND", "SELECT 1 FROM a WHERE b AND (c AND d)", "SELECT 1 FROM a WHERE (d AND b) AND c"],
  ["OR in another order", "SELECT 1 FROM a WHERE b OR c", "SELECT 1 FROM a WHERE c OR b"],
  [
    "an alias in an UPDATE",
    "UPDATE orders SET a = $1 WHERE id = $2",
    "UPDATE orders o SET a = $1 WHERE o.id = $2",
  ],
  [
    "an alias in a subquery",
    "SELECT id FROM orders WHERE EXISTS (SELECT 1 FROM items WHERE items.order_id = orders.id)",
    "SELECT id FROM orders o WHERE EXISTS (SELECT 1 FROM items i WHERE i.order_id = o.id)",
  ],
  [
    "the alias of a subquery",
    "SELECT x.id FROM (SELECT id FROM orders) x, items",
    "SELECT y.id FROM (SELECT id FROM orders) AS y, items",
  ],
  [
    "FOR UPDATE OF an alias",
    "SELECT a.id FROM orders a JOIN items b ON a.id = b.id FOR UPDATE OF a",
    "SELECT o.id FROM orders o JOIN items b ON o.id = b.id FOR UPDATE OF o",
  ],
  [
    "a row assigned at once",
    "UPDATE orders SET a = $1, b = $2 WHERE id = $3",
    "UPDATE orders SET (a, b) = ($1, $2) WHERE id = $3",
  ],
  [
    "the columns of a conflict",
    "INSERT INTO t (a, b) VALUES ($1, $2) ON CONFLICT (a, b) DO NOTHING",
    "INSERT INTO t (a, b) VALUES ($1, $2) ON CONFLICT (b, a) DO NOTHING",
  ],
  [
    "aliases of one table twice",
    "SELECT a.id FROM orders a JOIN orders b ON a.parent = b.id",
    "SELECT x.id FROM orders x JOIN orders y ON x.parent = y.id",
  ],
  ["several statements", "DELETE FROM a; DELETE FROM b", "delete from a;\ndelete from b;"],
  ["WITH", "WITH x AS (SELECT 1 AS n) SELECT n FROM x", "with x as (select 1 as n) select x.n from x"],
])("%s makes no other statement", (_, expected, actual) => {
  expect(pairs(expected, actual)).toBeDefined();
});

test.each([
  ["a quoted capital", select, select.replace("orders", '"Orders"')],
  ["one column less selected", select, select.replace(", total", "")],
  ["DISTINCT over another column", "SELECT DISTINCT a, b FROM c", "SELECT DISTINCT b, a FROM c"],
  ["the order by another column", "SELECT a, b FROM c ORDER BY 1", "SELECT b, a FROM c ORDER BY 1"],
  ["UNION of other columns", "SELECT a, b FROM c UNION SELECT 1, 2", "SELECT b, a FROM c UNION SELECT 1, 2"],
  ["ALL for ANY", "SELECT id FROM a WHERE b = $1", "SELECT id FROM a WHERE b = ALL($1)"],
  ["<> ANY", "SELECT id FROM a WHERE b = $1", "SELECT id FROM a WHERE b <> ANY($1)"],
  ["another time", "UPDATE a SET b = now()", "UPDATE a SET b = CURRENT_DATE"],
  ["another column", insert, insert.replace("amount", "total")],
  ["another column selected", select, select.replace("total", "sum")],
  ["another table", insert, insert.replace("ledger", "journal")],
  ["another schema", select, select.replace("orders", "archive.orders")],
  ["another condition", select, select.replace("status = $2", "status <> $2")],
  ["another operator", "SELECT a FROM t WHERE b < $1", "SELECT a FROM t WHERE b <= $1"],
  ["the operator turned round", "SELECT a FROM t WHERE b < $1", "SELECT a FROM t WHERE b > $1"],
  ["one condition more", select, `${select} AND deleted = false`],
  ["one condition less", select, "SELECT id, total FROM orders WHERE customer_id = $1"],
  ["OR", select, select.replace(" AND ", " OR ")],
  ["no WHERE", update, "UPDATE orders SET status = $1, total = $2"],
  ["no WHERE in a DELETE", "DELETE FROM a WHERE id = $1", "DELETE FROM a"],
  ["LEFT", joinedTables, joinedTables.replace("JOIN", "LEFT JOIN")],
  ["LIMIT", select, `${select} LIMIT 1`],
  ["another LIMIT", `${select} LIMIT 2`, `${select} LIMIT 1`],
  ["OFFSET", select, `${select} OFFSET 1`],
  ["FOR UPDATE", select, `${select} FOR UPDATE`],
  ["SKIP LOCKED", `${select} FOR UPDATE`, `${select} FOR UPDATE SKIP LOCKED`],
  ["DISTINCT", select, select.replace("SELECT", "SELECT DISTINCT")],
  ["ON CONFLICT", insert, `${insert} ON CONFLICT DO NOTHING`],
  ["RETURNING missing", `${insert} RETURNING id`, insert],
  ["RETURNING another", `${insert} RETURNING id`, `${insert} RETURNING amount`],
  ["RETURNING one for all", `${insert} RETURNING *`, `${insert} RETURNING id`],
  ["RETURNING more than columns", `${insert} RETURNING id + 1`, `${insert} RETURNING *`],
  ["RETURNING under another name", `${insert} RETURNING id`, `${insert} RETURNING id AS key`],
  ["another constant", "UPDATE t SET a = 'x'", "UPDATE t SET a = 'y'"],
  ["another case in a constant", "UPDATE t SET a = 'x'", "UPDATE t SET a = 'X'"],
  ["a constant for a parameter", "UPDATE t SET a = $1", "UPDATE t SET a = 'x'"],
  ["text for a number", "UPDATE t SET a = 1", "UPDATE t SET a = '1'"],
  ["one SET more", update, update.replace("SET", "SET seen = true,")],
  ["another function", "SELECT max(a) FROM t", "SELECT min(a) FROM t"],
  ["DISTINCT in a function", "SELECT count(a) FROM t", "SELECT count(DISTINCT a) FROM t"],
  ["DESC", "SELECT a FROM t ORDER BY a", "SELECT a FROM t ORDER BY a DESC"],
  ["another order", "SELECT a FROM t ORDER BY a, b", "SELECT a FROM t ORDER BY b, a"],
  ["NOT", "SELECT a FROM t WHERE b", "SELECT a FROM t WHERE NOT b"],
  ["NOT IN", "SELECT a FROM t WHERE b IN (1)", "SELECT a FROM t WHERE b NOT IN (1)"],
  ["IS NOT NULL", "SELECT a FROM t WHERE b IS NULL", "SELECT a FROM t WHERE b IS NOT NULL"],
  ["another name for a column", "SELECT a AS x FROM t", "SELECT a AS y FROM t"],
  ["brackets that matter", "SELECT 1 FROM t WHERE a AND (b OR c)", "SELECT 1 FROM t WHERE a AND b OR c"],
  ["minus turned round", "SELECT a - b FROM t", "SELECT b - a FROM t"],
  ["the column of the other table", joinedTables, joinedTables.replace("o.user_id", "i.user_id")],
  ["aliases exchanged", joinedTables, joinedTables.replace("o.id, i.sku", "i.id, o.sku")],
  ["another verb", "DELETE FROM t WHERE a = $1", "SELECT FROM t WHERE a = $1"],
  ["one statement more", "DELETE FROM a", "DELETE FROM a; DELETE FROM b"],
  ["one row more", "INSERT INTO t (a) VALUES ($1)", "INSERT INTO t (a) VALUES ($1), ($2)"],
  ["ONLY", "SELECT a FROM t", "SELECT a FROM ONLY t"],
  ["another WITH", "WITH x AS (SELECT 1) SELECT * FROM x", "WITH x AS (SELECT 2) SELECT * FROM x"],
  [
    "the outer table instead of the inner",
    "SELECT id FROM a WHERE EXISTS (SELECT 1 FROM b WHERE b.x = a.id)",
    "SELECT id FROM a WHERE EXISTS (SELECT 1 FROM b WHERE b.x = b.id)",
  ],
])("%s makes another statement", (_, expected, actual) => {
  expect(pairs(expected, actual)).toBeUndefined();
});

test.each([
  ["as written", insert, insert, "1=1 2=2"],
  ["with columns exchanged", insert, "INSERT INTO ledger (amount, payment_id) VALUES ($1, $2)", "2=1 1=2"],
  ["with values exchanged", insert, "INSERT INTO ledger (payment_id, amount) VALUES ($2, $1)", "2=1 1=2"],
  [
    "with SET in another order",
    update,
    "UPDATE orders SET total = $1, status = $2 WHERE id = $3",
    "1=2 2=1 3=3",
  ],
  [
    "with AND in another order",
    select,
    "SELECT id, total FROM orders WHERE status = $1 AND customer_id = $2",
    "1=2 2=1",
  ],
  ["with one value used twice", "UPDATE t SET a = $1, b = $2", "UPDATE t SET a = $1, b = $1", "1=1 2=1"],
  [
    "in an upsert",
    "INSERT INTO t (a, b) VALUES ($1, $2) ON CONFLICT (a) DO UPDATE SET b = $3",
    "INSERT INTO t (b, a) VALUES ($1, $2) ON CONFLICT (a) DO UPDATE SET b = $3",
    "2=1 1=2 3=3",
  ],
])("parameters belong together %s", (_, expected, actual, paired) => {
  expect(pairs(expected, actual)?.split(" ").sort()).toEqual(paired.split(" ").sort());
});

test("what PostgreSQL refuses has no canonical form", () => {
  expect(read("UPDATE t SET a = 1 LIMIT 1")).toBeUndefined();
});
