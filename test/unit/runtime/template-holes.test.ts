import { expect, test } from "vitest";
import { templateHoles } from "../../../runtime/model/template-holes.ts";

test.each([
  [["job:", ""], "job:7", ["7"]],
  [["job:", ":error"], "job:7:error", ["7"]],
  [["", ":", ""], "a:b:c", ["a", "b:c"]],
  [["", "", ""], "ab", ["", "ab"]],
  [["a", "a"], "aa", [""]],
  [["x"], "x", []],
])("%j fits %j", (texts, value, holes) => {
  expect(templateHoles(texts, value)).toEqual(holes);
});

test.each([
  [["job:", ""], "jab:7"],
  [["job:", ":error"], "job:error"],
  [["x"], "y"],
  [["", ":", ":", ""], "a:b"],
])("%j does not fit %j", (texts, value) => {
  expect(templateHoles(texts, value)).toBeUndefined();
});

test("holes may have to hold something", () => {
  expect(templateHoles(["k:", ""], "k:", 1)).toBeUndefined();
  expect(templateHoles(["k:", ":", ""], "k:a:", 1)).toBeUndefined();
  expect(templateHoles(["k:", ":", ""], "k::b", 1)).toBeUndefined();
  expect(templateHoles(["k:", ":", ""], "k:a:b", 1)).toEqual(["a", "b"]);
});

test("a long value with many holes is fitted at once", () => {
  const texts = Array.from({ length: 200 }, () => "a");
  expect(templateHoles([...texts, "b"], "a".repeat(100_000))).toBeUndefined();
});
