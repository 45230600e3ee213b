import { expect, test } from "vitest";
import { parseTimestamp } from "../../../../runtime/sql/parse-timestamp.ts";

test.each([
  ["2024-02-29 12:34:56.789+00", "2024-02-29T12:34:56.789Z"],
  ["2024-02-29 12:34:56.7+09", "2024-02-29T03:34:56.700Z"],
  ["2024-02-29 12:34:56.789999-03:30", "2024-02-29T16:04:56.789Z"],
  ["1900-01-01 00:00:00+08:27:52", "1899-12-31T15:32:08.000Z"],
  ["0001-01-01 00:00:00+00 BC", "0000-01-01T00:00:00.000Z"],
  ["0099-12-31 00:00:00+00", "0099-12-31T00:00:00.000Z"],
  ["12345-01-01 00:00:00+00", "+012345-01-01T00:00:00.000Z"],
])("%s is %s", (text, expected) => {
  expect((parseTimestamp(text) as Date).toISOString()).toBe(expected);
});

test("what has no time zone is in this machine's", () => {
  expect(parseTimestamp("2024-02-29 12:34:56.789")).toEqual(new Date(2024, 1, 29, 12, 34, 56, 789));
});

test("another style of dates is left to JavaScript", () => {
  expect(parseTimestamp("Thu Feb 29 12:34:56 2024 GMT")).toEqual(new Date("2024-02-29T12:34:56Z"));
});
