import fc from "fast-check";
import { expect, test } from "vitest";
import { bindValue } from "../../../../runtime/sql/bind-value.ts";
import { parseArray } from "../../../../runtime/sql/parse-array.ts";

test("a list comes back as it was bound", () => {
  const item = fc.oneof(
    fc.string({ unit: "binary" }),
    fc.constantFrom("NULL", "{", '"', "\\", "", ","),
    fc.constant(null),
  );
  const list = fc.array(fc.oneof(item, fc.array(item, { minLength: 1 })), { minLength: 1 });
  fc.assert(
    fc.property(list, (items) => {
      fc.pre(!JSON.stringify(items).includes("\\u0000"));
      expect(parseArray(String(bindValue(items)), String)).toEqual(items);
    }),
  );
});

test.each<[string, unknown]>([
  ["{}", []],
  ["{1,NULL,2}", [1, null, 2]],
  [
    "{{1,2},{3,4}}",
    [
      [1, 2],
      [3, 4],
    ],
  ],
  ["[0:1][5:5]={{1},{2}}", [[1], [2]]],
])("%s is read as PostgreSQL writes it", (text, expected) => {
  expect(parseArray(text, Number)).toEqual(expected);
});
