import type { DiagramModel, Element, Fragment } from "../../ir/model/diagram-model.ts";
import type { ComponentProtocol } from "../../protocol/model.ts";
import type { Covered } from "../model/coverage.ts";
import { coveredFragments } from "./covered-fragments.ts";
import { coveredNotes } from "./covered-notes.ts";
import { coveredSteps } from "./covered-steps.ts";
import type { PlannedClasses } from "./planned-classes.ts";

/** What became of every arrow, answer, guard, loop, reference and note line, in the order of the diagram. */
export function coverageOf(
  model: DiagramModel,
  protocols: readonly ComponentProtocol[],
  classes: PlannedClasses,
): readonly Covered[] {
  return [
    ...coveredSteps(model, classes),
    ...coveredFragments(model, protocols, classes),
    ...references(model),
    ...coveredNotes(model),
  ].sort((a, b) => a.span.start - b.span.start);
}

/** References that are nobody's step; `link/nobodys-reference` tells of them. */
function references({ body, fragments, steps }: DiagramModel): readonly Covered[] {
  const all = [...body, ...fragments.flatMap(elements)];
  return all.flatMap((element): readonly Covered[] => {
    if (element.kind !== "reference") return [];
    const { text, span } = element;
    if (steps.some((step) => step.span === span)) return [];
    const how = "no component under it is at work, and what it refers to is not read";
    return [{ subject: "reference", text, became: "not covered", how, cause: { kind: "reference" }, span }];
  });
}

function elements({ branches }: Fragment): readonly Element[] {
  return branches.flatMap(({ body }) => body);
}
