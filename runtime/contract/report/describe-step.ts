import { quote } from "../../model/quote.ts";
import type { DiagramProtocol, StepId } from "../../model/diagram-protocol.ts";

/** The label as a report shows it: one line, nothing that a terminal would obey, not too long. */
export function labelOf(protocol: DiagramProtocol, id: StepId, lengthMax = 60): string {
  return clean(protocol.steps[id]?.text ?? id, lengthMax);
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

export function clean(text: string, lengthMax: number): string {
  const folded = text.replace(/[ \t\r\n]+/gu, " ").trim();
  const cut = [...folded].length > lengthMax ? `${[...folded].slice(0, lengthMax - 1).join("")}…` : folded;
  return quote(cut, lengthMax + 1)
    .slice(1, -1)
    .replaceAll('\\"', '"');
}
