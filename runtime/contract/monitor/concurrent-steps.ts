import type { DiagramProtocol, StepId } from "../../model/diagram-protocol.ts";

/** Whether the steps stand in different branches of one `par`: neither waits for the other. */
export function areConcurrent(protocol: DiagramProtocol, left: StepId, right: StepId): boolean {
  const other = protocol.steps[right]?.within ?? [];
  return (protocol.steps[left]?.within ?? []).some(
    ([fragment, branch]) =>
      protocol.fragments[fragment]?.operator === "par" &&
      other.some(([same, elsewhere]) => same === fragment && elsewhere !== branch),
  );
}
