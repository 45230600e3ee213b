import type { DiagramProtocol, FragmentId, Step } from "../../model/diagram-protocol.ts";

/** The branches among which this reply decides; just one when it stands inside that branch itself. */
export function branchesOpen(protocol: DiagramProtocol, step: Step, fragment: FragmentId): readonly number[] {
  const inside = step.within.find(([outer]) => outer === fragment);
  return inside === undefined
    ? (protocol.fragments[fragment]?.branches ?? []).map((_, index) => index)
    : [inside[1]];
}
