import { binds } from "../../model/policy/policy-place.ts";
import { stepsNamed } from "../../model/policy/find-steps.ts";
import type { ViewedStep } from "../../model/policy/policy-view.ts";
import type { DiagramProtocol, DrawnStep } from "../../model/diagram-protocol.ts";
import type { StepId } from "../../model/steps.ts";

/** Whether a note says that the work goes on when this step fails. */
export function isBestEffort({ policies, steps }: DiagramProtocol, id: StepId): boolean {
  const step = steps[id];
  return (
    step !== undefined &&
    policies.some(({ kind, at }) => kind === "best-effort" && binds(at, placed(id, step)))
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
function compensating({ policies, steps, participants }: DiagramProtocol): ReadonlySet<StepId> {
  const viewed = Object.entries(steps).map(([id, step]) => placed(id, step));
  const named = Object.entries(participants).map(([code, { label, role }]) => ({
    code,
    label,
    role,
    kind: undefined,
  }));
  return new Set(
    policies.flatMap((policy) =>
      policy.kind === "compensation" && policy.by !== undefined
        ? stepsNamed(policy.by, viewed, named).map(({ id }) => id)
        : [],
    ),
  );
}

/** A step as promises look at it, as far as a protocol says. */
function placed(id: StepId, { kind, from, to, text, within }: DrawnStep): ViewedStep {
  return {
    id,
    kind,
    from,
    to,
    text,
    within,
    phase: undefined,
    effect: "unknown",
    ttlSeconds: undefined,
    answers: undefined,
    background: false,
    inRounds: false,
  };
}
