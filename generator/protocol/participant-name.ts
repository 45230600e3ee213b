import type { DiagramModel } from "../ir/model.ts";

/** A participant as the diagram's reader sees it. */
export function participantName(model: DiagramModel, code: string): string {
  if (code === "[") return "the left border";
  if (code === "]") return "the right border";
  return model.participants.find((participant) => participant.code === code)?.label ?? code;
}
