import type { DiagramModel } from "../../ir/model/diagram-model.ts";
import { section, stepLines } from "./section.ts";

/** What components do after they have answered. */
export function background(model: DiagramModel): string {
  const lines = stepLines(model);
  const rows = model.participants.flatMap(({ code, goesOn }) => {
    if (!goesOn) return [];
    const later = model.steps.flatMap((step) =>
      step.kind !== "reply" && step.from === code && step.afterAnswer ? [lines.get(step.id)] : [],
    );
    return [`${code} goes on after it has answered: lines ${later.join(", ")}`];
  });
  return section("In the background", rows.join("\n"));
}
