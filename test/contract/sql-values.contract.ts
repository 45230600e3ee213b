import { expect, test } from "vitest";
import { FatalError } from "../../runtime/errors/errors.ts";
import type { SqlDatabase } from "../../runtime/ports/sql-database.ts";
import { sqlJson } from "../../runtime/sql/bind-value.ts";

/** What every `SqlDatabase` makes of values, as parameters and in rows. */
export function sqlValuesContract(database: () => SqlDatabase): void {
  const echo = async (cast: string, value: unknown): Promise<unknown> => {
    const { rows } = await database().query<{ value: unknown }>({
      text: `SELECT $1::${cast} AS value`,
      values: [value],
    });
    return rows[0]?.value;
  };

  test.each([
    ["text", "it's; DROP TABLE t --", "it's; DROP TABLE t --"],
    ["text", "", ""],
    ["text", "한국어 😀 \\ \" ' \n", "한국어 😀 \\ \" ' \n"],
    ["text", null, null],
    ["text", undefined, null],
    ["int", 7, 7],
    ["bigint", 7, 7],
    ["numeric", "1.10", "1.10"],
    ["double precision", 0.1, 0.1],
    ["boolean", false, false],
    ["date", "2024-02-29", "2024-02-29"],
    ["timestamptz", new Date("2024-02-29T12:34:56.789Z"), new Date("2024-02-29T12:34:56.789Z")],
    ["interval", "1 day", "1 day"],
    ["text[]", ["a", 'b"\\{},', "", "NULL", null], ["a", 'b"\\{},', "", "NULL", null]],
    ["text[]", [], []],
    ["int[]", [], []],
    ["int[]", [1, 2], [1, 2]],
    ["int[]", [[1], [2]], [[1], [2]]],
    [
      "jsonb",
      { simple: "https://cdn/a.png", n: [1, { deep: null }] },
      { simple: "https://cdn/a.png", n: [1, { deep: null }] },
    ],
    ["jsonb", [{ a: 1 }], [{ a: 1 }]],
    ["jsonb", sqlJson([]), []],
    ["jsonb", sqlJson(["a", "b"]), ["a", "b"]],
    ["jsonb", sqlJson("text"), "text"],
    ["jsonb", sqlJson(null), null],
    ["text", sqlJson({ a: 1 }), '{"a":1}'],
  ])("a value of type %s comes back as it went: %j", async (cast, value, expected) => {
    expect(await echo(cast, value)).toEqual(expected);
  });

  test("a bigint is a number where a number can hold it", async () => {
    expect(await echo("bigint", 9007199254740993n)).toBe(9007199254740993n);
    expect(await echo("bigint", 9007199254740991n)).toBe(9007199254740991);
    expect(await echo("bigint[]", [1n, 9007199254740993n, null])).toEqual([1, 9007199254740993n, null]);
  });

  test("bytes come back as they went", async () => {
    const bytes = Uint8Array.from({ length: 256 }, (_, index) => index);
    const back = await echo("bytea", bytes);
    expect(back).toBeInstanceOf(Uint8Array);
    expect([...(back as Uint8Array)]).toEqual([...bytes]);
  });

  test("what PostgreSQL would not keep as it is is refused for good", async () => {
    const circular: Record<string, unknown> = {};
    circular["self"] = circular;
    for (const value of ["a\0b", "\ud800", new Date(Number.NaN), Symbol("s"), circular, { n: 1n }]) {
      await expect(echo("text", value)).rejects.toThrow(FatalError);
    }
    await expect(echo("jsonb", { text: "a\0b" })).rejects.toThrow(FatalError);
  });

  test.each(["json", "jsonb"])(
    "a list of plain values is never taken for %s without a word",
    async (cast) => {
      for (const list of [[], [[]], ["a"], [1, 2]]) {
        const failing = echo(cast, list);
        await expect(failing).rejects.toThrow(FatalError);
        await expect(failing).rejects.toThrow("sqlJson binds it as JSON");
      }
    },
  );

  test.each<[string, unknown]>([
    ["ARRAY['2020-01-01'::date, NULL, 'infinity']", ["2020-01-01", null, "infinity"]],
    ["ARRAY[1.50, 12345678901234567890.12]", ["1.50", "12345678901234567890.12"]],
    ["point(1, 2)", "(1,2)"],
    ["ARRAY[point(1, 2)]", ["(1,2)"]],
    ["circle(point(1, 2), 3)", "<(1,2),3>"],
    ["ARRAY['1 day'::interval]", ["1 day"]],
    ["ARRAY[true, false]", [true, false]],
    ["ARRAY['\\x01ff'::bytea]", [Buffer.from([1, 255])]],
    ["ARRAY['{\"a\":[1]}'::jsonb, 'null']", [{ a: [1] }, null]],
    ["ARRAY['NaN', '-Infinity', 1.5]::float8[]", [Number.NaN, -Infinity, 1.5]],
    ["'[2:3]={1,2}'::int[]", [1, 2]],
    ["int4range(1, 5)", "[1,5)"],
    ["ARRAY[int4range(1, 5)]", ["[1,5)"]],
    ["ARRAY['12:00'::time]", ["12:00:00"]],
    ["'infinity'::timestamptz", Infinity],
    ["ARRAY['2020-01-01 00:00+05:30'::timestamptz]", [new Date("2019-12-31T18:30:00Z")]],
    ["'2020-01-01 12:34:56.7891'::timestamp", new Date("2020-01-01T12:34:56.789")],
    ["'0044-03-15 00:00+00 BC'::timestamptz", new Date("-000043-03-15T00:00:00Z")],
    ["'20044-03-15 00:00+00'::timestamptz", new Date("+020044-03-15T00:00:00Z")],
  ])("%s is read the same by every client", async (expression, expected) => {
    const { rows } = await database().query({ text: `SELECT ${expression} AS value`, values: [] });
    expect(rows).toEqual([{ value: expected }]);
  });
}
