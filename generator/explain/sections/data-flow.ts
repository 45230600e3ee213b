import type { DiagramModel, ReplyStep } from "../../ir/model/diagram-model.ts";
import { lineOf, section } from "./section.ts";
import { typeText } from "../../ir/model/type-text.ts";
import { valueText } from "./value-text.ts";

/** What each arrow carries and where it comes from, and the values of which nobody says where from. */
export function dataFlow(model: DiagramModel): string {
  const rows = model.steps.flatMap((step) => {
    const at = `line ${lineOf(model, step.span)}  ${step.from} → ${step.to}`;
    if (step.kind === "reply") {
      const carried = carriedBy(step);
      return carried === undefined ? [] : [`${at}  ${carried}`];
    }
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

/** An answer in words says what it was taken for. */
function carriedBy({ outcome, inWords, text, beside }: ReplyStep): string | undefined {
  switch (outcome.kind) {
    case "returns": {
      const value = `${outcome.as} = ${valueText(outcome.value)}`;
      if (beside !== undefined) return `${value}; "${beside}" is taken for a remark, and brings no body`;
      return inWords ? `${value}; "${text}" is taken for a value of type ${typeText(outcome.type)}` : value;
    }
    case "nothing":
      return `carries nothing; ${inWords ? `"${text}" is taken for an acknowledgement` : "it only ends the call"}`;
    case "throws":
      return undefined;
  }
}
