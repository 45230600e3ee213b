import type { DiagramProtocol } from "../../model/diagram-protocol.ts";
import type { FragmentId, StepId } from "../../model/steps.ts";

/** The arrow that a report on a branch can point at. */
export function firstStepIn(
  protocol: DiagramProtocol,
  fragment: FragmentId,
  branch: number,
): StepId | undefined {
  return Object.entries(protocol.steps).find(([, { within }]) =>
    within.some(([id, index]) => id === fragment && index === branch),
  )?.[0];
}
