import fc from "fast-check";
import { expect, test } from "vitest";
import { closestName, didYouMean } from "../../../generator/diagnostics/did-you-mean.ts";

test.each([
  ["genrate", ["check", "generate"], "generate"],
  ["Bbo", ["Alice", "Bob"], "Bob"],
  ["Handlr", ["Handler", "Handles"], "Handler"],
  ["저장서비스", ["결제서비스", "저장서버스"], "저장서버스"],
  ["db", ["Database"], undefined],
  ["x", [], undefined],
])("%j among %j means %j", (name, candidates, expected) => {
  expect(closestName(name, candidates)).toBe(expected);
});

test("of equally close names the first declared wins", () => {
  expect(didYouMean("serviceX", ["serviceA", "serviceB"])).toBe(`Did you mean "serviceA"?`);
});

test("a name is never suggested for itself", () => {
  fc.assert(fc.property(fc.string(), (name) => didYouMean(name, [name]) === undefined));
});
