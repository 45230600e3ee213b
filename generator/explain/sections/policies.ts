import { definitionOf, isEverywhere } from "seqwright-runtime/model";
import type { DiagramModel, ModelPolicy } from "../../ir/model/diagram-model.ts";
import { lineOf, section } from "./section.ts";

/** The promises that notes make: what each binds, and who keeps it. */
export function policies(model: DiagramModel): string {
  const rows = model.policies.flatMap((policy) => [
    `line ${lineOf(model, policy.span)}  ${policy.kind}: ${definitionOf(policy).describe(policy)}  ← ${policy.text.trim()}`,
    `  binds ${placeText(policy, model)}`,
    ...keepers(policy),
  ]);
  return section("Policies recognised", rows.join("\n") || "none");
}

function keepers({ keptBy }: ModelPolicy): readonly string[] {
  if (keptBy.length === 0) return ["  recorded, nobody keeps it"];
  return keptBy.map(
    ({ by, property, how }) =>
      `  kept by ${keeperNames[by]}${property === undefined ? "" : ` "${property}"`}: ${how}`,
  );
}

const keeperNames = {
  runtime: "the runtime",
  property: "the property",
  check: "a check of the diagram",
} as const;

function placeText({ at }: ModelPolicy, model: DiagramModel): string {
  if (isEverywhere(at)) return "the whole diagram";
  const { participants, steps, phase, branch } = at;
  const parts = [
    ...(participants === undefined ? [] : [participants.join(", ")]),
    ...(steps === undefined ? [] : [linesOf(steps, model)]),
    ...(phase === undefined ? [] : [`the part "${phase}"`]),
    ...(branch === undefined ? [] : [`the branch "${branchLabel(branch, model)}"`]),
  ];
  return parts.join(" in ");
}

function linesOf(steps: readonly string[], model: DiagramModel): string {
  const lines = model.steps.filter(({ id }) => steps.includes(id)).map(({ span }) => lineOf(model, span));
  if (lines.length === 0) return "no arrow";
  return `${lines.length === 1 ? "the arrow of line" : "the arrows of lines"} ${[...new Set(lines)].join(", ")}`;
}

function branchLabel([id, index]: readonly [string, number], { fragments }: DiagramModel): string {
  return fragments.find((fragment) => fragment.id === id)?.branches[index]?.label ?? id;
}
