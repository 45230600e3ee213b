import type { StepId } from "../../model/steps.ts";
import type { SystemDefinition, SystemEntry } from "../../system/system-definition.ts";
import type { Cast } from "../state/subject.ts";

/** A diagram, with where work comes into its system and what its components publish. */
export interface Routed extends Pick<Cast, "protocol" | "real" | "followUps"> {
  readonly system: Pick<SystemDefinition, "entries" | "publications">;
}

/**
 * The arrows by which the diagram's own components publish the event that comes in by this entry: then it follows from
 * others. None where it comes from outside.
 */
export function publicationsOf({ protocol, real, system }: Routed, entry: SystemEntry): readonly StepId[] {
  if (entry.kind !== "kafka") return [];
  const { participant, eventType } = entry;
  // An initiator gets answers and acknowledgements.
  if (protocol.participants[participant]?.role === "initiator") return [];
  const sent = Object.entries(protocol.steps).flatMap(([id, step]) =>
    step.kind === "call" && step.to === participant && step.receiver === undefined && real.includes(step.from)
      ? [{ id, method: step.method }]
      : [],
  );
  const published = (system.publications ?? []).filter((one) => one.participant === participant);
  const ofType = published.filter((one) => one.eventType === eventType);
  const isTold = published.length > 0 && eventType !== undefined;
  return sent
    .filter(({ method }) => !isTold || ofType.some((one) => one.method === method))
    .map(({ id }) => id);
}

/** Whether the diagram's own components publish this event. */
export function isPublished(routed: Routed, entry: SystemEntry): boolean {
  return publicationsOf(routed, entry).length > 0;
}
