import type { DiagramProtocol } from "../../model/diagram-protocol.ts";

/**
 * The collaborators of a component that reach SQL databases and nothing else, as far as the diagram shows: all that
 * such a call does can be committed in one transaction. By the names that the component's constructor gives them.
 */
export function transactionalCollaborators(protocol: DiagramProtocol, component: string): readonly string[] {
  const spec = protocol.participants[component];
  if (spec?.role !== "component") return [];
  return Object.entries(spec.collaborators)
    .filter(([, participant]) => reachesSqlOnly(protocol, participant, new Set([component])))
    .map(([name]) => name);
}

function reachesSqlOnly(protocol: DiagramProtocol, participant: string, above: ReadonlySet<string>): boolean {
  const spec = protocol.participants[participant];
  if (spec?.role === "resource") return spec.kind === "sql";
  if (spec?.role !== "component" || spec.background || above.has(participant)) return false;
  const called = new Set(
    Object.values(protocol.steps).flatMap((step) =>
      step.kind === "call" && step.from === participant ? [step.to] : [],
    ),
  );
  const inside = new Set(above).add(participant);
  return called.size > 0 && [...called].every((next) => reachesSqlOnly(protocol, next, inside));
}
