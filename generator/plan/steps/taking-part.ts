import type { DiagramModel, Participant } from "../../ir/model/diagram-model.ts";

/** The participants that the protocol speaks of: a component that nobody calls has no part in it. */
export function takingPart({ participants }: DiagramModel): readonly Participant[] {
  return participants.filter(
    ({ provision }) => provision.by !== "nobody" || provision.why !== "never called",
  );
}
