import { expect, test } from "vitest";
import { sql } from "../../../../runtime/sql/sql.ts";

test("only the parameters of a nested statement are numbered anew, not what looks like one in its text", () => {
  const price = sql`'costs $1, not $5' || ${"!"}`;
  const both = sql`SELECT ${"a"}, ${price} WHERE ${true}`;
  expect(both).toEqual({
    text: "SELECT $1, 'costs $1, not $5' || $2 WHERE $3",
    values: ["a", "!", true],
  });
  expect(sql`${0} ${both} '$2' ${price}${1}`).toEqual({
    text: "$1 SELECT $2, 'costs $1, not $5' || $3 WHERE $4 '$2' 'costs $1, not $5' || $5$6",
    values: [0, "a", "!", true, "!", 1],
  });
});

test("a nested statement may have no parameters, or nothing else", () => {
  const asc = sql`ASC`;
  expect(sql`${sql`${1}`} ${asc} ${sql``}${2}`).toEqual({ text: "$1 ASC $2", values: [1, 2] });
});
