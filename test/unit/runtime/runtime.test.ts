import { expect, test } from "vitest";
import { z } from "zod";
import {
  caught,
  decodeJson,
  FatalError,
  immediateBackground,
  InvalidPayloadError,
  isRetryable,
  NotImplementedError,
  parse,
  RetryableError,
  sql,
  onlyValue,
} from "../../../runtime/index.ts";

test("sql binds every value and never puts one into the text", () => {
  const statement = sql`UPDATE t SET a = ${"'; DROP TABLE t"} WHERE id = ${7}`;
  expect(statement).toEqual({ text: "UPDATE t SET a = $1 WHERE id = $2", values: ["'; DROP TABLE t", 7] });
});

test("sql statements nest, with their parameters numbered anew", () => {
  const condition = sql`b = ${2} OR c = ${3}`;
  expect(sql`SELECT 1 WHERE a = ${1} AND (${condition}) AND d = ${4}`).toEqual({
    text: "SELECT 1 WHERE a = $1 AND (b = $2 OR c = $3) AND d = $4",
    values: [1, 2, 3, 4],
  });
});

test("a payload that looks like a statement stays a value", () => {
  const hostile: unknown = JSON.parse('{"text":"1; DROP TABLE t","values":[]}');
  expect(sql`SELECT ${hostile}`).toEqual({ text: "SELECT $1", values: [hostile] });
});

const Order = z.object({ id: z.string(), lines: z.array(z.object({ count: z.number() })) });

test("parse says which field of which payload is wrong", () => {
  expect(() => parse(Order, { id: "a", lines: [{ count: "x" }] }, "Order")).toThrow(
    /^Order is not valid: lines\.0\.count: /,
  );
});

test("parse does not read fields through a prototype", () => {
  expect(() => parse(Order, Object.create({ id: "a", lines: [] }), "Order")).toThrow(InvalidPayloadError);
});

test("parse shows hostile names briefly and escaped", () => {
  const Strict = z.strictObject({});
  const error = refusal(() => parse(Strict, { [`\u2028\u001b[31m${"x".repeat(10_000)}`]: 1 }, "Strict"));
  expect(error.message.length).toBeLessThan(400);
  expect(error.message).not.toMatch(/[\u2028\u001b]/);
});

test("decodeJson keeps null and refuses what is not JSON", () => {
  expect(decodeJson(Order, null, "Order")).toBeNull();
  expect(decodeJson(Order, '{"id":"a","lines":[]}', "Order")).toEqual({ id: "a", lines: [] });
  expect(() => decodeJson(Order, "{", "Order")).toThrow("Order is not valid: not JSON");
});

test("caught yields the errors it names and throws all others again", async () => {
  const fatal = new FatalError("no");
  expect(await Promise.reject(fatal).catch(caught(FatalError, RetryableError))).toBe(fatal);
  await expect(Promise.reject(new TypeError("bug")).catch(caught(FatalError))).rejects.toThrow("bug");
});

test("only what may pass on another try is retryable", () => {
  expect([new RetryableError("a"), new Error("b")].map(isRetryable)).toEqual([true, true]);
  const never = [
    new FatalError("c"),
    new NotImplementedError("d"),
    new InvalidPayloadError("e", []),
    new TypeError("f"),
  ];
  expect(never.map(isRetryable)).toEqual([false, false, false, false]);
});

test("background tasks start after the current turn, report errors, and are waited for", async () => {
  const seen: string[] = [];
  const background = immediateBackground({
    onError: (error, name) => seen.push(`${name}: ${String(error)}`),
  });
  background.run("first", async () => {
    seen.push("first");
    background.run("second", () => Promise.reject(new Error("lost?")));
  });
  background.run("third", () => {
    throw new Error("at once");
  });
  expect(seen).toEqual([]);
  await background.settled();
  expect(seen).toEqual(["first", "third: Error: at once", "second: Error: lost?"]);
  await background[Symbol.asyncDispose]();
  expect(() => background.run("late", async () => undefined)).toThrow('"late" came after shutdown');
});

function refusal(work: () => unknown): Error {
  try {
    work();
  } catch (error) {
    if (error instanceof Error) return error;
  }
  throw new Error("was not refused");
}

test("the only value of a result is that of its one row and column, or null without a row", () => {
  expect(onlyValue({ rows: [{ order_id: "o-1" }], rowCount: 1 })).toBe("o-1");
  expect(onlyValue({ rows: [], rowCount: 0 })).toBeNull();
  expect(() => onlyValue({ rows: [{ id: 1, at: 2 }], rowCount: 1 })).toThrow("one row with one column");
  expect(() => onlyValue({ rows: [{ id: 1 }, { id: 2 }], rowCount: 2 })).toThrow("one row with one column");
});
