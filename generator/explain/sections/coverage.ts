import type { DiagramModel } from "../../ir/model/diagram-model.ts";
import { countCoverage, coverageText, type Covered } from "../../plan/model/coverage.ts";
import { lineOf, section } from "./section.ts";

/** What became of each line of the drawing, in its order, and how much of it is code. */
export function coverage(model: DiagramModel, covered: readonly Covered[] | undefined): string {
  if (covered === undefined) return section("What became of each line", "nothing, because of errors");
  const rows = covered.map(
    ({ subject, text, became, how, span }) =>
      `line ${lineOf(model, span)}  ${subject} "${shortened(text)}": ${names[became]} — ${how}`,
  );
  return section("What became of each line", [...rows, coverageText(countCoverage(covered))].join("\n"));
}

const names = {
  code: "code",
  stub: "stub",
  check: "check",
  "not covered": "NOT COVERED",
  words: "words",
} as const;

function shortened(text: string): string {
  const characters = Array.from(text.slice(0, 400));
  return characters.length <= 80 ? text : `${characters.slice(0, 79).join("").trimEnd()}…`;
}
