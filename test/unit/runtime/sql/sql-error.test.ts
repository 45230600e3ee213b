import { expect, test } from "vitest";
import { FatalError, RetryableError } from "../../../../runtime/errors/errors.ts";
import { sqlError, sqlState } from "../../../../runtime/sql/sql-error.ts";

const coded = (code: string): Error => Object.assign(new Error("it failed"), { code });

test.each([
  "08006",
  "08001",
  "25006",
  "25P03",
  "40001",
  "40P01",
  "53300",
  "53100",
  "55P03",
  "57014",
  "57P01",
  "57P02",
  "57P03",
  "58030",
  "ECONNREFUSED",
  "ECONNRESET",
  "EPIPE",
  "ETIMEDOUT",
  "ENOTFOUND",
])("%s may pass", (code) => {
  expect(sqlError("query failed", coded(code))).toBeInstanceOf(RetryableError);
});

test.each([
  "22001",
  "22P02",
  "23502",
  "23503",
  "23505",
  "25P02",
  "28P01",
  "28000",
  "3D000",
  "40002",
  "42501",
  "42601",
  "42P01",
  "0A000",
  "P0001",
  "XX000",
])("%s will not pass", (code) => {
  expect(sqlError("query failed", coded(code))).toBeInstanceOf(FatalError);
});

test.each([
  ["Connection terminated unexpectedly", RetryableError],
  ["timeout exceeded when trying to connect", RetryableError],
  ["Query read timeout", RetryableError],
  ["SASL: SCRAM-SERVER-FIRST-MESSAGE: client password must be a string", FatalError],
  ["The server does not support SSL connections", FatalError],
])("%s", (message, expected) => {
  expect(sqlError("query failed", new Error(message))).toBeInstanceOf(expected);
});

test("a mistake in the code is fatal, and what is classified already stays as it is", () => {
  expect(sqlError("query failed", new TypeError("x is undefined"))).toBeInstanceOf(FatalError);
  const known = new RetryableError("wait");
  expect(sqlError("query failed", known)).toBe(known);
});

test("the code of an error is found in what caused it", () => {
  expect(sqlState(new Error("a", { cause: new Error("b", { cause: coded("23505") }) }))).toBe("23505");
  expect(sqlState(coded("EPIPE"))).toBe(undefined);
  expect(sqlState("23505")).toBe(undefined);
});

test("a host with several addresses is refused in one sentence", () => {
  const refused = new AggregateError([new Error("connect ::1"), new Error("connect 127.0.0.1")]);
  expect(sqlError("connecting failed", refused).message).toBe(
    "connecting failed: connect ::1; connect 127.0.0.1",
  );
});
