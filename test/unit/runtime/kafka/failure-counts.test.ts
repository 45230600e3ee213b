import { expect, test } from "vitest";
import { decodeFailures, encodeFailures } from "../../../../runtime/adapters/kafka/failure-counts.ts";

test("counts are stored relative to the committed offset, lowest first", () => {
  expect(
    encodeFailures(
      new Map([
        [107, 1],
        [100, 2],
      ]),
      100,
    ),
  ).toBe("seqwright failures 0:2 7:1");
});

test("nothing is stored when nothing failed", () => {
  expect(encodeFailures(new Map(), 100)).toBe("");
  expect(encodeFailures(new Map([[99, 3]]), 100)).toBe("");
});

test("what does not fit the broker's limit is left out from the far end", () => {
  const counts = new Map(Array.from({ length: 5000 }, (_, index) => [index, 3] as const));
  const text = encodeFailures(counts, 0);
  expect(text.length).toBeLessThanOrEqual(4000);
  const decoded = decodeFailures(text, 0);
  expect([...decoded.keys()]).toEqual([...Array.from({ length: decoded.size }).keys()]);
});

test.each([
  null,
  undefined,
  "",
  "someone else's",
  "seqwright failures",
  "seqwright failures 1",
  "seqwright failures -1:2",
])("%j is no failures", (metadata) => {
  expect(decodeFailures(metadata, 5)).toEqual(new Map());
});
