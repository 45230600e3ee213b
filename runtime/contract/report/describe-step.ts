import { quote } from "../../model/quote.ts";
import type { DiagramProtocol, StepId } from "../../model/diagram-protocol.ts";

/** The label as a report shows it: one line, nothing that a terminal would obey, not too long. */
export function labelOf(protocol: DiagramProtocol, id: StepId, lengthMax = 60): string {
  return clean(protocol.steps[id]?.text ?? id, lengthMax);
}

/** The 1-based line of the diagram on which the arrow is drawn. */
export function lineOf(protocol: DiagramProtocol, id: StepId): number {
  return protocol.steps[id]?.line ?? 0;
}

const titleLength = 40;

/** The label without the payload and the prose around it, as the step's identity has it; for titles of tests. */
export function titleOf(protocol: DiagramProtocol, id: StepId): string {
  const step = protocol.steps[id];
  if (step === undefined) return clean(id, titleLength);
  const ends = `${step.from} → ${step.to}: `;
  const start = id.lastIndexOf(ends);
  const label = start === -1 ? step.text : id.slice(start + ends.length).replace(/ #\d+$/, "");
  const isCall = step.kind !== "reply" && label.startsWith(`${step.method}(`);
  return clean(isCall ? step.method : label, titleLength);
}

/** `line 45 Handler -> Cache  DEL event:draft:{eventDraftId}` */
export function arrowOf(protocol: DiagramProtocol, id: StepId): string {
  const step = protocol.steps[id];
  if (step === undefined) return clean(id, 60);
  return `line ${step.line} ${clean(step.from, 30)} ${step.kind === "reply" ? "-->" : "->"} ${clean(step.to, 30)}  ${labelOf(protocol, id)}`;
}

/** `line 45 (DEL event:draft:{eventDraftId})`, for use inside a sentence. */
export function mentionOf(protocol: DiagramProtocol, id: StepId): string {
  return `line ${protocol.steps[id]?.line ?? "?"} (${labelOf(protocol, id)})`;
}

/** A participant as people look for it: a component by its class, any other by its label. */
export function nameOf(protocol: DiagramProtocol, participant: string): string {
  const spec = protocol.participants[participant];
  if (spec === undefined) return clean(participant, 60);
  return clean(spec.role === "component" ? spec.class : spec.label, 60);
}

/** A participant as the diagram labels it. */
export function labelOfParticipant(protocol: DiagramProtocol, participant: string): string {
  return protocol.participants[participant]?.label.trim() || "unnamed";
}

export function clean(text: string, lengthMax: number): string {
  const folded = text.replace(/[ \t\r\n]+/gu, " ").trim();
  const cut = [...folded].length > lengthMax ? `${[...folded].slice(0, lengthMax - 1).join("")}…` : folded;
  return quote(cut, lengthMax + 1)
    .slice(1, -1)
    .replaceAll('\\"', '"');
}
