import { expect, test } from "vitest";
import { combinationsOf } from "../../../../runtime/model/guards/deciding-candidates.ts";

test("few values are taken in every combination", () => {
  expect(
    combinationsOf(
      [
        [1, 2],
        ["a", "b"],
      ],
      4,
    ),
  ).toEqual([
    [1, "a"],
    [1, "b"],
    [2, "a"],
    [2, "b"],
  ]);
  expect(combinationsOf([], 10)).toEqual([[]]);
  expect(combinationsOf([[1], []], 10)).toEqual([]);
});

test.each([3, 5, 6, 8, 12])("of %i lists, as many are taken as may be, and each pair of values", (count) => {
  const lists = Array.from({ length: count }, () => [...Array(12).keys()]);
  const taken = combinationsOf(lists, 2_000);
  expect(taken).toHaveLength(count > 3 ? 2_000 : 1_728);
  expect(taken).toEqual(combinationsOf(lists, 2_000));
  expect(taken[0]).toEqual(lists.map(([first]) => first));
  for (let one = 0; one < count; one += 1)
    for (let other = one + 1; other < count; other += 1) {
      const pairs = new Set(taken.map((values) => JSON.stringify([values[one], values[other]])));
      expect(pairs.size).toBe(144);
    }
});
