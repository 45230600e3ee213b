import { expect, test } from "vitest";
import { linked, type Linked } from "../../support/linked.ts";

const people =
  "actor User\nparticipant Repo\ndatabase PostgreSQL as Db\nUser -> Repo : work(id, name, total)";

/** What a statement's answer carries: how it crosses the port, and by which name. */
function answerTo(statement: string, answer: string): string {
  const { step, problems } = linked(`${people}\nRepo -> Db : ${statement}\nDb --> Repo : ${answer}`);
  const reply = step(6);
  const outcome = reply.kind === "reply" ? reply.outcome : undefined;
  const said =
    outcome?.kind === "returns"
      ? `${outcome.encoding} ${outcome.as}: ${formOf(outcome.type)}`
      : outcome?.kind;
  return [said, ...problems].join("; ");
}

function formOf(type: { readonly kind: string; readonly element?: { readonly kind: string } }): string {
  return type.kind === "list" ? `${type.element?.kind ?? ""}[]` : type.kind;
}

const select = "SELECT id, total FROM orders WHERE user_id = :id";
const update = "UPDATE orders SET total = :total WHERE id = :id";
const insert = "INSERT INTO orders (total) VALUES (:total)";

test.each([
  // All rows.
  [select, "orders", "sql-rows orders: named[]"],
  [select, "rows", "sql-rows rows: named[]"],
  [select, "list of orders", "sql-rows orders: named[]"],
  [select, "Order[]", "sql-rows rows: named[]"],
  [select, "List<Order>", "sql-rows rows: named[]"],
  [select, "주문 목록", "sql-rows 주문목록: named[]"],
  [select, "注文一覧", "sql-rows 注文一覧: named[]"],
  [select, "조회 결과", "sql-rows 조회결과: named[]"],
  [select, "결과", "sql-rows 결과: named[]"],
  ["SELECT * FROM reviews WHERE product_id = :id", "리뷰 데이터", "sql-rows 리뷰데이터: named[]"],
  ["SELECT * FROM reviews", "review data", "sql-rows reviewData: named[]"],
  ["SELECT * FROM reviews ORDER BY at", "検索結果", "sql-rows 検索結果: named[]"],
  [select, "orders [{id, total}]", "sql-rows orders: record[]"],
  ["SELECT id FROM orders", "ids", "sql-column ids: string[]"],
  ["SELECT id FROM orders", "orderIds", "sql-column orderIds: string[]"],
  // One row, or what stands in it.
  [select, "order", "sql-rows order: named"],
  [select, "Order {id, total}", "sql-rows order: named"],
  [`${select} LIMIT 1`, "latest order", "sql-rows latestOrder: named"],
  ["SELECT * FROM users WHERE id = :id", "result", "sql-rows result: named"],
  ["SELECT * FROM users WHERE user_id = :id", "user data", "sql-rows userData: named"],
  ["SELECT * FROM reviews WHERE email = :name", "사용자 데이터", "sql-rows 사용자데이터: named"],
  ["SELECT * FROM reviews LIMIT 1", "리뷰 데이터", "sql-rows 리뷰데이터: named"],
  [select, "단건 조회 결과", "sql-rows 단건조회결과: named"],
  ["SELECT name FROM users WHERE id = :id", "name", "sql-value name: string"],
  [select, "total", "sql-value total: number"],
  ["SELECT count(*) FROM orders", "n", "sql-value n: number"],
  ["SELECT count(*) FROM orders", "주문 건수", "sql-value 주문건수: number"],
  ["SELECT EXISTS (SELECT 1 FROM orders) AS taken", "taken", "sql-value taken: boolean"],
  [`${insert} RETURNING id`, "orderId", "sql-value orderId: string"],
  [`${update} RETURNING id, total`, "Order {id, total}", "sql-rows order: named"],
  // No row.
  [select, "no rows", "sql-rows result: enum"],
  [select, "사용자 없음", "sql-rows result: enum"],
  [select, "not found", "sql-rows result: enum"],
  // How many.
  [update, "count", "sql-count count: number"],
  [update, "affected rows", "sql-count affectedRows: number"],
  [update, "updated_rows", "sql-count updatedRows: number"],
  [update, "rowCount", "sql-count rowCount: number"],
  ["DELETE FROM orders WHERE id = :id", "삭제 건수", "sql-count 삭제건수: number"],
  ["DELETE FROM orders WHERE id = :id", "영향받은 행 수", "sql-count 영향받은행수: number"],
  [insert, "更新件数", "sql-count 更新件数: number"],
  [select, "number of orders", "sql-count numberOfOrders: number"],
  // That it happened.
  [update, "ok", "nothing"],
  [update, "updated", "sql-count updated: number"],
  [update, "1 row", "nothing"],
  [insert, "저장 완료", "nothing"],
  [insert, "성공", "nothing"],
  [select, "조회 완료", "nothing"],
  // What the statement cannot give.
  [update, "User {id, name}", "nothing; link/sql-gives-no-row 6"],
  [insert, "orderId", "nothing; link/sql-gives-no-row 6"],
  [insert, "생성된 ID", "nothing; link/sql-gives-no-row 6"],
  [update, "order", "nothing; link/sql-gives-no-row 6"],
  [select, "Order {id, total, note}", "sql-rows order: named; link/sql-lacks-column 6"],
])("%s answered by %s", (statement, answer, expected) => {
  expect(answerTo(statement, answer)).toBe(expected);
});

test("a row's fields are the statement's columns, with what is known of them", () => {
  const { model } = linked(`${people}
    Repo -> Db : SELECT id, total, count(*) AS lines FROM orders GROUP BY 1, 2
    Db --> Repo : orders`);
  expect(model.types).toMatchObject([
    {
      name: "Order",
      type: {
        fields: [
          { name: "id", type: { kind: "string" } },
          { name: "total", type: { kind: "number" } },
          { name: "lines", type: { kind: "number", integer: true } },
        ],
      },
    },
  ]);
});

/** What decides about the branches, and what the answer before them may be. */
function guardsIn(lines: string): { readonly guards: readonly unknown[]; readonly answer: string } {
  const { model, step }: Linked = linked(`${people}\n${lines}`);
  const reply = step(6);
  const outcome = reply.kind === "reply" ? reply.outcome : undefined;
  return {
    guards: model.fragments.flatMap(({ branches }) => branches.map(({ guard }) => guard)),
    answer: outcome?.kind === "returns" ? outcome.type.kind : (outcome?.kind ?? ""),
  };
}

const isNull = { kind: "predicate", predicate: { kind: "one-of", values: [null] } };
const isThere = { kind: "predicate", predicate: { kind: "not", of: { kind: "one-of", values: [null] } } };

test.each([
  ["found", "not found"],
  ["order exists", "order does not exist"],
  ["row found", "no row"],
  ["주문 있음", "주문 없음"],
  ["존재", "미존재"],
  ["注文が存在する場合", "注文が存在しない場合"],
  ["order != null", "order == null"],
])("a row may be missing where the branches after it are %s and %s", (there, missing) => {
  const { guards, answer } = guardsIn(`Repo -> Db : ${select}
    Db --> Repo : order
    alt ${there}
      Repo --> User : order
    else ${missing}
      Repo --> User : null
    end`);
  expect(guards).toMatchObject([isThere, isNull]);
  expect(answer).toBe("union");
});

test.each(["stock not found", "cache not found", "order is valid"])("%s asks for something else", (guard) => {
  const { guards, answer } = guardsIn(`Repo -> Db : ${select}
    Db --> Repo : order
    opt ${guard}
      Repo -> Repo : repair()
    end`);
  expect(guards[0]).toMatchObject({ kind: "condition" });
  expect(answer).toBe("named");
});

test("what an UPDATE has not found is a row count of 0, and an answer handed on may be missing as well", () => {
  const { guards } = guardsIn(`Repo -> Db : ${update}
    Db --> Repo : affected rows
    opt not found
      Repo --> User : null
    end`);
  expect(guards[0]).toMatchObject({
    kind: "predicate",
    predicate: { kind: "one-of", name: "affectedRows", values: [0] },
  });
  const { step } = linked(`actor User\nparticipant Svc\nparticipant Repo\ndatabase Db
    User -> Svc : load(id)
    Svc -> Repo : find(id)
    Repo -> Db : ${select}
    Db --> Repo : row
    Repo --> Svc : order
    alt not found
      Svc --> User : null
    else
      Svc --> User : order
    end`);
  expect([step(8), step(9)]).toMatchObject([
    { outcome: { type: { kind: "union" } } },
    { outcome: { type: { kind: "union" }, value: { kind: "from", path: "row" } } },
  ]);
});

test.each([
  ["affected = 0", update, "affected"],
  ["not found", select, "order"],
  ["주문 없음", select, "order"],
  ["注文が存在しない場合", select, "order"],
])("%s is asked of what is known, also where each branch is but an answer", (guard, statement, answer) => {
  const { step } = linked(`actor User\nparticipant Api\ndatabase Db
    User -> Api : POST /orders/{id}\\n{total}
    Api -> Db : ${statement}
    Db --> Api : ${answer}
    alt ${guard}
      Api --> User : 404 Not Found
    else
      Api --> User : 200 OK
    end`);
  expect(step(6)).toMatchObject({ decides: [{ name: answer }] });
});
