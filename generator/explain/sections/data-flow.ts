import type { DiagramModel } from "../../ir/model/diagram-model.ts";
import { lineOf, section } from "./section.ts";
import { typeText, valueText } from "./type-text.ts";

/** What each arrow carries and where it comes from, and the values of which nobody says where from. */
export function dataFlow(model: DiagramModel): string {
  const rows = model.steps.flatMap((step) => {
    const at = `line ${lineOf(model, step.span)}  ${step.from} → ${step.to}`;
    if (step.kind === "reply")
      return step.outcome.kind === "returns"
        ? [`${at}  ${step.outcome.as} = ${valueText(step.outcome.value)}`]
        : [];
    const inside = model.participants.some(
      (participant) => participant.code === step.from && participant.role === "component",
    );
    const args = step.args.map((argument) =>
      inside
        ? `${argument.name} = ${valueText(argument.value)}`
        : `${argument.name}: ${typeText(argument.type)}`,
    );
    return [
      `${at}  ${step.receiver === undefined ? "" : `${step.receiver}.`}${step.method}(${args.join(", ")})`,
    ];
  });
  const holes = model.holes.map((hole) => {
    const step = model.steps.find((candidate) => candidate.id === hole.step);
    return `‹${hole.name}› of type ${typeText(hole.type)}, line ${step === undefined ? "?" : lineOf(model, step.span)}: the diagram does not say where it comes from; a stub asks the developer`;
  });
  return [section("Data flow", rows.join("\n")), section("Unresolved holes", holes.join("\n") || "none")]
    .filter((text) => text !== "")
    .join("\n\n");
}
