import { binds } from "../../model/policy/policy-place.ts";
import type { DiagramProtocol } from "../../model/diagram-protocol.ts";
import type { StepId } from "../../model/steps.ts";

/** Whether a note says that the work goes on when this step fails. */
export function isBestEffort({ policies, steps }: DiagramProtocol, id: StepId): boolean {
  const step = steps[id];
  return (
    step !== undefined &&
    policies.some(({ kind, at }) => kind === "best-effort" && binds(at, { id, ...step }))
  );
}

/**
 * Whether a step may come after another has failed, to undo what was done before: a note calls it so, or it is drawn in
 * the branch in which the failed call is answered with an error.
 */
export function undoes(protocol: DiagramProtocol, failed: StepId, id: StepId): boolean {
  const step = protocol.steps[id];
  if (step === undefined) return false;
  const errors = Object.values(protocol.steps).flatMap((reply) =>
    reply.kind === "reply" && reply.answers === failed && reply.outcome.kind === "throws"
      ? reply.within.slice(-1)
      : [],
  );
  const isOfError = errors.some(([fragment, branch]) =>
    step.within.some(([around, index]) => around === fragment && index === branch),
  );
  return isOfError || compensating(protocol).has(id);
}

/** The steps that notes and directives call compensations. */
function compensating({ policies }: DiagramProtocol): ReadonlySet<StepId> {
  return new Set(
    policies.flatMap(({ kind, named }) => (kind === "compensation" ? (named?.["by"] ?? []) : [])),
  );
}
