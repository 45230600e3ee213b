import type { DiagramProtocol } from "../../model/diagram-protocol.ts";
import type { PolicyKind } from "../../model/policies/policy.ts";
import type { StepId } from "../../model/steps.ts";
import type { Promised } from "../check/property.ts";
import { lineOf } from "../report/describe-step.ts";

/** The notes that ask for something: those of these kinds, the kind named first first; without any, the arrow of a step. */
export function linesAsking(
  protocol: DiagramProtocol,
  kinds: readonly PolicyKind[],
  step: StepId,
): Pick<Promised, "line" | "lines"> {
  const lines = kinds.flatMap((kind) =>
    protocol.policies.filter((policy) => policy.kind === kind).map(({ line }) => line),
  );
  const [first] = lines;
  return first === undefined ? { line: lineOf(protocol, step) } : { line: first, lines };
}
