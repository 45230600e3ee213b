import type { StepId } from "../../model/steps.ts";
import type { SystemDefinition, SystemEntry } from "../../system/system-definition.ts";
import type { Cast } from "../state/subject.ts";

/** A diagram, with where work comes into its system and what its components publish. */
export interface Routed extends Pick<Cast, "protocol" | "real" | "followUps" | "apart"> {
  readonly system: Pick<SystemDefinition, "entries" | "publications">;
}

/**
 * The arrows by which the diagram's own components publish the event that comes in by this entry: then it follows from
 * others. None where it comes from outside.
 */
export function publicationsOf(routed: Routed, entry: SystemEntry): readonly StepId[] {
  const { protocol, real, system, apart } = routed;
  if (entry.kind !== "kafka" || apart?.has(entry.step) === true) return [];
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

/**
 * The entries whose events a loop publishes: as many come as there are rounds, while the loop still goes on, so that no
 * single run of the diagram has them all.
 */
export function publishedInLoops(routed: Routed): readonly StepId[] {
  const { steps, fragments } = routed.protocol;
  const loopsAround = (id: StepId): readonly string[] =>
    (steps[id]?.within ?? []).flatMap(([fragment]) =>
      fragments[fragment]?.operator === "loop" ? [fragment] : [],
    );
  return routed.system.entries.flatMap((entry) => {
    const around = loopsAround(entry.step);
    const isLooped = publicationsOf(routed, entry).some((id) =>
      loopsAround(id).some((loop) => !around.includes(loop)),
    );
    return isLooped ? [entry.step] : [];
  });
}
