import { expect, test } from "vitest";
import { decodeMetadata, encodeMetadata } from "../../../../runtime/adapters/kafka/commit/commit-metadata.ts";

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
  const left: number[] = [];
  const text = encodeMetadata({ ...none, failures }, 0, (records) => left.push(records));
  expect(text.length).toBeLessThanOrEqual(4000);
  const decoded = decodeMetadata(text, 0).failures;
  expect([...decoded.keys()]).toEqual([...Array.from({ length: decoded.size }).keys()]);
  expect(left).toEqual([5000 - decoded.size]);
});

test("what is left out is counted in records, also of ranges", () => {
  // Every third record is outstanding.
  const done = new Set(Array.from({ length: 3000 }, (_, index) => index + 1).filter((at) => at % 3 > 0));
  const left: number[] = [];
  const text = encodeMetadata({ ...none, done }, 0, (records) => left.push(records));
  const kept = decodeMetadata(text, 0).done.size;
  expect(kept).toBeLessThan(2000);
  expect(left).toEqual([2000 - kept]);
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
