import type { DiagramProtocol } from "../../model/diagram-protocol.ts";
import type { FragmentId, StepId } from "../../model/steps.ts";
import { lookup } from "../values/knowledge.ts";
import { operationsOf } from "./operations-of.ts";
import { fragmentVisit, placeOf, scopeOf, type Reading } from "./reading.ts";

/**
 * What a loop goes through: what its component has said, or else the whole of a list that the diagram names and the
 * component knows when it begins. Undefined where neither is there.
 */
export function knownItems(
  protocol: DiagramProtocol,
  reading: Reading,
  component: string,
  loop: FragmentId,
): readonly unknown[] | undefined {
  const place = placeOf(reading, component);
  const said = reading.rounds.get(fragmentVisit(protocol, loop, place).key)?.items;
  const path = protocol.fragments[loop]?.lists?.[component];
  if (said !== undefined || path === undefined || (place.loops.get(loop) ?? 0) > 0) return said;
  const { within } = protocol.fragments[loop] ?? { within: [] };
  const scope = scopeOf(protocol, operationAround(protocol, component, loop), within, place);
  const list = lookup(place.knowledge, path, scope)?.value;
  return Array.isArray(list) ? list : undefined;
}

/** The operation of a component that goes through a loop. */
export function operationAround(protocol: DiagramProtocol, component: string, loop: FragmentId): StepId {
  const first = Object.values(protocol.steps).find(
    ({ from, within }) => from === component && within.some(([fragment]) => fragment === loop),
  );
  return first === undefined ? "" : (operationsOf(protocol).get(first)?.from ?? "");
}
