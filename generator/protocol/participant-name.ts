import type { DiagramModel } from "../ir/model/diagram-model.ts";

/** A participant as the diagram's reader sees it. */
export function participantName(model: DiagramModel, code: string): string {
  if (code === "[") return "the left border";
  if (code === "]") return "the right border";
  const label = model.participants.find((participant) => participant.code === code)?.label ?? code;
  const shared = model.participants.filter((participant) => participant.label === label).length > 1;
  return shared ? `${label} (${code})` : label;
}
