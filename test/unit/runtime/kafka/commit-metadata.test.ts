import { expect, test } from "vitest";
import { decodeMetadata, encodeMetadata } from "../../../../runtime/adapters/kafka/commit-metadata.ts";

const none = { failures: new Map<number, number>(), done: new Set<number>() };

test("failures and what is done are stored relative to the committed offset, lowest first", () => {
  const failures = new Map([
    [107, 1],
    [100, 2],
  ]);
  const done = new Set([105, 103, 104, 109, 99]);
  expect(encodeMetadata({ failures, done }, 100)).toBe("seqwright 0:2 3-5 7:1 9");
});

test("nothing is stored when there is nothing to tell", () => {
  expect(encodeMetadata(none, 100)).toBe("");
  expect(encodeMetadata({ failures: new Map([[99, 3]]), done: new Set([98]) }, 100)).toBe("");
});

test("what does not fit the broker's limit is left out from the far end", () => {
  const failures = new Map(Array.from({ length: 5000 }, (_, index) => [index, 3] as const));
  const text = encodeMetadata({ ...none, failures }, 0);
  expect(text.length).toBeLessThanOrEqual(4000);
  const decoded = decodeMetadata(text, 0).failures;
  expect([...decoded.keys()]).toEqual([...Array.from({ length: decoded.size }).keys()]);
});

test.each([
  null,
  undefined,
  "",
  "someone else's",
  "seqwright",
  "seqwright x -1:2 1:",
  "seqwright 0-999999999999999",
])("%j tells nothing", (metadata) => {
  expect(decodeMetadata(metadata, 5)).toEqual(none);
});
