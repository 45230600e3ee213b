import type { DiagramModel } from "../../ir/model/diagram-model.ts";
import { section } from "./section.ts";

/** Who takes part, in which role, and why. */
export function participants(model: DiagramModel): string {
  const rows = model.participants.map((participant) => {
    const kind = participant.kind === undefined ? "" : ` (${participant.kind})`;
    const topic = participant.topic === undefined ? "" : `; topic "${participant.topic}"`;
    const label = participant.label === participant.code ? "" : ` "${participant.label}"`;
    return `${participant.code}${label}: ${participant.role}${kind} — ${participant.reason}${topic}`;
  });
  return section("Participants", rows.join("\n"));
}
