import type { DiagramModel, Step } from "../ir/model/diagram-model.ts";
import type { Alignment } from "./align-diagrams.ts";
import { arrowText, placeOf } from "./arrow-text.ts";
import { breaks, type Change, type Effect, fitsStill } from "./change.ts";
import { newAnswer } from "./compare-answer.ts";
import { compareArrow } from "./compare-arrow.ts";

/** What changed in arrows that are in both diagrams. */
export function changedArrows(alignment: Alignment): readonly Change[] {
  return alignment.pairs.flatMap((pair) => compareArrow(pair, alignment) ?? []);
}

/** Arrows of one diagram only, apart from those whose branch is told as a whole. */
export function arrowsThatCameOrWent(alignment: Alignment, told: ReadonlySet<Step>): readonly Change[] {
  const { before, now, added, removed } = alignment;
  const left = (all: readonly Step[]): readonly Step[] => {
    const ids = new Set(all.map(({ id }) => id));
    // The answer to a call that is told itself goes without saying.
    return all.filter((step) => !told.has(step) && !(step.kind === "reply" && ids.has(step.answers)));
  };
  return [
    ...left(removed).map((step) => arrowChange("removed", step, before, alignment)),
    ...left(added).map((step) => arrowChange("added", step, now, alignment)),
  ];
}

function arrowChange(
  kind: "added" | "removed",
  step: Step,
  model: DiagramModel,
  alignment: Alignment,
): Change {
  const place = placeOf(model, step);
  return {
    kind,
    of: "arrow",
    words: `${arrowText(step)} is ${kind === "added" ? "new" : "gone"}`,
    effects: arrowEffects(kind, step, alignment),
    before: kind === "removed" ? place : undefined,
    now: kind === "added" ? place : undefined,
  };
}

/** What an arrow that came or went means for its two ends. */
export function arrowEffects(kind: "added" | "removed", step: Step, alignment: Alignment): readonly Effect[] {
  const { from, to } = step;
  if (kind === "removed") {
    if (step.kind === "self") return [breaks(from, `it does not do "${step.method}" any more`)];
    if (step.kind === "reply")
      return [breaks(to, "this answer does not come any more"), fitsStill(from, "it has less to answer")];
    return [breaks(from, "what it did is not done any more"), breaks(to, "it is not asked any more")];
  }
  if (step.kind === "self") return [fitsStill(from, "it does more")];
  if (step.kind === "reply") {
    const news = newAnswer(step, alignment);
    return [
      fitsStill(from, "it has more to answer"),
      news === undefined
        ? fitsStill(to, "an answer like others")
        : breaks(to, `${news}, which it did not expect`),
    ];
  }
  return [fitsStill(from, "it asks for more"), fitsStill(to, "it is asked for more")];
}
