import { expect, test } from "vitest";
import { z } from "zod";
import { decodeSql, InvalidPayloadError, onlyColumn, onlyValue } from "../../../../runtime/index.ts";

const Order = z.object({
  orderId: z.string().min(1),
  total: z.number(),
  at: z.iso.datetime(),
  note: z.string().optional(),
  state: z.enum(["OPEN", "PAID"]),
});

test("a row is read as it is declared, whatever PostgreSQL's types are", () => {
  const row = { order_id: 17, total: "12.50", at: new Date(0), note: null, state: "PAID", other: 1n };
  expect(decodeSql(Order, row, "order")).toEqual({
    orderId: "17",
    total: 12.5,
    at: "1970-01-01T00:00:00.000Z",
    state: "PAID",
  });
  expect(decodeSql(z.array(z.int()), ["1", 2n, 3], "numbers")).toEqual([1, 2, 3]);
  expect(decodeSql(z.literal([1, 2]), "2", "step")).toBe(2);
  expect(decodeSql(z.object({ tags: z.array(z.string()) }), { tags: '["a"]' }, "row")).toEqual({
    tags: ["a"],
  });
  expect(decodeSql(z.union([z.string(), z.number()]), 5, "either")).toBe(5);
  expect(decodeSql(z.json(), { at: new Date(0) }, "any")).toEqual({ at: "1970-01-01T00:00:00.000Z" });
});

test("a missing row is null where that is declared, and is told otherwise", () => {
  expect(decodeSql(Order.nullable(), null, "order")).toBeNull();
  expect(() => decodeSql(Order, undefined, "order")).toThrow("there is no row");
});

test.each([
  [z.number(), "12 apples"],
  [z.number(), "0x10"],
  [z.number(), ""],
  [z.boolean(), "t"],
  [z.int(), "1.5"],
  [Order, []],
  [Order, "{"],
  [z.string(), { a: 1 }],
  [z.object({ constructor: z.string() }), {}],
])("%# does not fit", (schema, value) => {
  expect(() => decodeSql<unknown>(schema, value, "value")).toThrow(InvalidPayloadError);
});

test("the values of one column", () => {
  expect(onlyColumn({ rows: [{ id: 1 }, { id: 2 }], rowCount: 2 })).toEqual([1, 2]);
  expect(() => onlyColumn({ rows: [{ id: 1, name: "a" }], rowCount: 1 })).toThrow(
    "expected one column, got 2",
  );
  expect(onlyValue({ rows: [{ id: 1, order_total: "5" }], rowCount: 1 }, "orderTotal")).toBe("5");
});
