import { expect, test } from "vitest";
import { explain } from "../../../generator/explain/explain.ts";
import { statementsOf } from "../../support/statements-of.ts";
import { linked } from "../../support/linked.ts";

const people = "actor User\nparticipant Repo\ndatabase PostgreSQL as Db";

test("a label with several statements is as many calls, and the answer is the last one's", () => {
  const { model } = linked(`${people}
    User -> Repo : close(id)
    Repo -> Db : 마감\\nINSERT INTO log (id) VALUES (:id);\\nUPDATE orders SET closed = true WHERE id = :id RETURNING id
    Db --> Repo : id`);
  expect(model.steps.map(({ id }) => id)).toEqual([
    "User → Repo: close(id)",
    "Repo → Db: INSERT log",
    "Repo → Db: UPDATE orders",
    "Db → Repo: id",
  ]);
  expect(statementsOf(model)).toEqual([
    "INSERT INTO log (id) VALUES ($1)",
    "UPDATE orders SET closed = true WHERE id = $1 RETURNING id",
  ]);
  expect(model.steps.at(-1)).toMatchObject({ answers: "Repo → Db: UPDATE orders" });
});

test("a list in IN is bound as one array", () => {
  const { model, step } = linked(`${people}
    User -> Repo : find(ids, state: text)
    Repo -> Db : SELECT a FROM b WHERE id IN (:ids)
    Repo -> Db : SELECT a FROM b WHERE id NOT IN (:others)
    Repo -> Db : SELECT a FROM b WHERE state IN (:state)`);
  expect(statementsOf(model)).toEqual([
    "SELECT a FROM b WHERE id = ANY($1)",
    "SELECT a FROM b WHERE id <> ALL($1)",
    "SELECT a FROM b WHERE state IN ($1)",
  ]);
  expect(step(4)).toMatchObject({ args: [{ name: "ids", type: { kind: "list" } }, { name: "state" }] });
});

test("a statement for every row, and one that PostgreSQL refuses, are told", () => {
  const { model, problems } = linked(`${people}
    User -> Repo : close(id)
    Repo -> Db : DELETE FROM orders
    Repo -> Db : UPDATE orders SET a = 1 WHERE id = :id LIMIT 1
    Repo -> Db : DELETE FROM orders WHERE id = :id`);
  expect(problems).toEqual(["text/sql-refused 6", "text/every-row 5"]);
  expect(explain({ model, protocols: [], coverage: undefined })).toContain(
    'line 7  UPDATE orders SET a = 1 WHERE id = :id LIMIT 1: syntax error at or near "LIMIT". PostgreSQL has no LIMIT here',
  );
});

test("WITH is a statement like any other", () => {
  const { step } = linked(`${people}
    User -> Repo : latest(id)
    Repo -> Db : WITH x AS (SELECT 1 AS a) SELECT a FROM x WHERE id = :id`);
  expect(step(5)).toMatchObject({ method: "query", readOnly: true });
});

test.each([":row.id", "@row.id", "{row.id}", "${row.id}", "#{row.id}", ":row.id;", ":row.id -- one of them"])(
  "%s is the field of the round's row",
  (placeholder) => {
    const { model, problems, step } = linked(`${people}
    User -> Repo : sweep(now)
    Repo -> Db : SELECT id, email FROM outbox WHERE due < :now
    Db --> Repo : rows
    loop for each row in rows
      Repo -> Db : DELETE FROM outbox WHERE id = ${placeholder}
    end`);
    expect(problems).toEqual([]);
    expect(statementsOf(model).at(-1)).toBe("DELETE FROM outbox WHERE id = $1");
    expect(step(8)).toMatchObject({ args: [{ value: { values: [{ kind: "from", path: "row.id" }] } }] });
  },
);

test("a placeholder may go several fields deep, and ends where no word follows its dot", () => {
  const { model } = linked(`${people}
    User -> Repo : save(order)
    Repo -> Db : INSERT INTO a (b, c) VALUES (:order.item.sku, 1.5)
    Repo -> Db : SELECT a FROM b WHERE c = :order.item.sku AND d[1:2] = '{1}'`);
  expect(statementsOf(model)).toEqual([
    "INSERT INTO a (b, c) VALUES ($1, 1.5)",
    "SELECT a FROM b WHERE c = $1 AND d[1:2] = '{1}'",
  ]);
});
