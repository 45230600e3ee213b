import { expect, test } from "vitest";
import type { MutantFate } from "./run-mutant.ts";
import { judgeSurvivors } from "./judge-survivors.ts";
import { reportMutants } from "./report-mutants.ts";
import type { JudgedMutant } from "./run-mutants.ts";
import type { Survivor } from "./survivors.ts";

const mutant = (change: string, fate: MutantFate): JudgedMutant => ({
  folder: "generated/sample",
  handler: "a.handler.ts",
  method: "b",
  operator: "drop a call",
  edit: { start: 0, end: 1, text: "" },
  change,
  before: `- ${change}`,
  after: "",
  fate,
});
const known = (change: string, is: Survivor["is"]): Survivor => ({
  in: "sample/a.handler.ts b",
  operator: "drop a call",
  change,
  is,
  why: "the diagram says nothing of it",
});

test("what changes nothing does not count, what is free counts apart", () => {
  const judged = [
    mutant("one", { by: "order" }),
    mutant("two", { crash: "never ended" }),
    mutant("three", {}),
    mutant("four", {}),
    mutant("five", {}),
    mutant("six", { isNotRun: true }),
  ];
  const list = [known("three", "same"), known("four", "free"), known("one", "free")];
  const found = judgeSurvivors(judged, ["generated/sample"], true, list);
  expect(found.rate).toBe(2 / 3);
  expect(found.rateOfAll).toBe(0.5);
  expect(found.killed).toHaveLength(2);
  expect(found.explained.map(([{ change }]) => change)).toEqual(["three", "four"]);
  expect(found.unexplained.map(({ change }) => change)).toEqual(["five"]);
  expect(found.outdated).toEqual([known("one", "free")]);
  expect(found.notRun).toHaveLength(1);

  const report = reportMutants(found, 7);
  expect(report).toContain("66.6 % of those that change what the diagrams promise are caught.");
  expect(report).toContain("5 mutants of components, 7 more refused by the compiler.");
  expect(report).toContain(
    "  free: the diagram says nothing of it\n    sample/a.handler.ts b, drop a call: four\n",
  );
});

test("the list of other diagrams is not outdated where only some are tried", () => {
  expect(judgeSurvivors([], ["generated/other"], false, [known("one", "free")]).outdated).toEqual([]);
});
