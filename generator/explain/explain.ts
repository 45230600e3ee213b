import { displayWidth } from "../diagnostics/display-width.ts";
import type { DiagramModel, ModelPolicy } from "../ir/model/diagram-model.ts";
import { describeBehaviour } from "../protocol/describe-behaviour.ts";
import type { ComponentProtocol } from "../protocol/model.ts";
import { positionAt, type Span } from "../source/source-file.ts";
import { typeText, valueText } from "./type-text.ts";

/** What a diagram means, for a person: roles and why, steps in order, data flow, policies, and what was not recognised. */
export function explain(diagram: {
  readonly model: DiagramModel | undefined;
  readonly protocols: readonly ComponentProtocol[];
}): string {
  const { model } = diagram;
  if (model === undefined) return "";
  const sections = [
    heading(`${model.name}${model.title === undefined ? "" : ` — ${model.title}`}`, "="),
    participants(model),
    ...diagram.protocols.map((protocol) =>
      section(`Steps of ${nameOf(model, protocol.component)}`, describeBehaviour(model, protocol)),
    ),
    types(model),
    dataFlow(model),
    policies(model),
    remarks(model),
  ];
  return `${sections.filter((text) => text !== "").join("\n\n")}\n`;
}

function participants(model: DiagramModel): string {
  const rows = model.participants.map((participant) => {
    const kind = participant.kind === undefined ? "" : ` (${participant.kind})`;
    const topic = participant.topic === undefined ? "" : `; topic "${participant.topic}"`;
    const label = participant.label === participant.code ? "" : ` "${participant.label}"`;
    return `${participant.code}${label}: ${participant.role}${kind} — ${participant.reason}${topic}`;
  });
  return section("Participants", rows.join("\n"));
}

function types(model: DiagramModel): string {
  const rows = model.types.map((type) =>
    type.origin === "opaque"
      ? `${type.name}: only named by the diagram; describe it under "types" in seqwright.config.ts`
      : `${type.name} = ${typeText(type.type)}${type.origin === "configured" ? " (configured)" : ""}`,
  );
  return section("Types", rows.join("\n"));
}

function dataFlow(model: DiagramModel): string {
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

function policies(model: DiagramModel): string {
  const rows = model.policies.map(
    (entry) =>
      `line ${lineOf(model, entry.policy.span)}  ${policyText(entry)}  ← ${entry.policy.text.trim()}`,
  );
  return section("Policies recognised", rows.join("\n") || "none");
}

function policyText({ policy }: ModelPolicy): string {
  const said = Object.entries(policy).flatMap(([name, value]: [string, unknown]) =>
    name === "kind" || name === "span" || name === "text" || value === undefined || value === ""
      ? []
      : [
          `${name} ${Array.isArray(value) ? value.join(", ") : typeof value === "string" ? value : JSON.stringify(value)}`,
        ],
  );
  return said.length === 0 ? policy.kind : `${policy.kind} (${said.join("; ")})`;
}

function remarks(model: DiagramModel): string {
  const rows = model.remarks.map(
    (remark) =>
      `line ${lineOf(model, remark.span)}  ${remark.kind === "prose" ? "" : `[${remark.kind}] `}${remark.text}`,
  );
  return section("Note lines not recognised as policies", rows.join("\n") || "none");
}

function nameOf(model: DiagramModel, code: string): string {
  const participant = model.participants.find((candidate) => candidate.code === code);
  return participant === undefined || participant.typeName === code
    ? code
    : `${participant.typeName} (${code})`;
}

function lineOf(model: DiagramModel, span: Span): number {
  return positionAt(model.source, span.start).line;
}

function section(title: string, text: string): string {
  return text === ""
    ? ""
    : `${heading(title, "-")}\n${text
        .split("\n")
        .map((line) => `  ${line}`)
        .join("\n")}`;
}

function heading(title: string, line: string): string {
  return `${title}\n${line.repeat(displayWidth(title))}`;
}
