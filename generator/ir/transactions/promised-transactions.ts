import type { ModelPolicy, Step, StepId } from "../model/diagram-model.ts";
import type { Transaction } from "../model/transaction.ts";
import type { DrawnSteps } from "./find-transactions.ts";

/** What dividers, notes and comments call a transaction. */
export function promisedTransactions(drawn: DrawnSteps): readonly Transaction[] {
  return drawn.policies
    .filter(({ policy }) => policy.kind === "transaction")
    .map((promise) => ({
      said: promise.origin,
      text: promise.policy.text.trim(),
      steps: stepsMeant(promise, drawn).map(({ id }) => id),
      span: promise.policy.span,
    }));
}

function stepsMeant(promise: ModelPolicy, { steps, phases }: DrawnSteps): readonly Step[] {
  if (promise.origin === "divider") return stepsBelow(promise, steps, phases);
  if (promise.step !== undefined) return stepsOfCall(promise.step, steps);
  const { participants } = promise;
  return participants.length === 0
    ? steps
    : steps.filter(({ from, to }) => participants.includes(from) || participants.includes(to));
}

/** Everything under a divider, to the next one. */
function stepsBelow(
  { policy }: ModelPolicy,
  steps: readonly Step[],
  phases: DrawnSteps["phases"],
): readonly Step[] {
  const { start } = policy.span;
  const end = phases.find(({ span }) => span.start > start)?.span.start ?? Infinity;
  return steps.filter(({ span }) => span.start > start && span.start < end);
}

/** A call with all that is done because of it; an answer stands for the call that it answers. */
function stepsOfCall(noted: StepId, steps: readonly Step[]): readonly Step[] {
  const at = steps.find(({ id }) => id === noted);
  const inside = new Set([at?.kind === "reply" ? at.answers : noted]);
  return steps.filter((step) => {
    const isInside = step.kind === "reply" ? inside.has(step.answers) : isCausedBy(step, inside);
    if (isInside) inside.add(step.id);
    return isInside;
  });
}

function isCausedBy(
  { id, cause }: Exclude<Step, { readonly kind: "reply" }>,
  inside: ReadonlySet<StepId>,
): boolean {
  return inside.has(id) || (cause !== undefined && inside.has(cause));
}
