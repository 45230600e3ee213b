import { binds } from "seqwright-runtime/model";
import type { ModelPolicy, Step, StepId } from "../model/diagram-model.ts";
import type { Transaction } from "../model/transaction.ts";
import type { DrawnSteps } from "./find-transactions.ts";

/** What dividers, notes and comments call a transaction. */
export function promisedTransactions(drawn: DrawnSteps): readonly Omit<Transaction, "openings">[] {
  return drawn.policies
    .filter(({ kind }) => kind === "transaction")
    .flatMap((promise) => {
      const { origin: said, text, span } = promise;
      if (said === "branch") return [];
      return [{ said, text: text.trim(), steps: stepsMeant(promise, drawn).map(({ id }) => id), span }];
    });
}

function stepsMeant(promise: ModelPolicy, { steps, phases }: DrawnSteps): readonly Step[] {
  if (promise.origin === "divider") return stepsBelow(promise, steps, phases);
  const { step: noted, at } = promise;
  return withConsequences(
    steps.filter((step) => (noted === undefined ? binds(at, step) : step.id === noted)),
    steps,
  );
}

/** Everything under a divider, to the next one. */
function stepsBelow(
  { span: divider }: ModelPolicy,
  steps: readonly Step[],
  phases: DrawnSteps["phases"],
): readonly Step[] {
  const { start } = divider;
  const end = phases.find(({ span }) => span.start > start)?.span.start ?? Infinity;
  return steps.filter(({ span }) => span.start > start && span.start < end);
}

/** Some calls with all that is done because of them; an answer stands for the call that it answers. */
function withConsequences(meant: readonly Step[], steps: readonly Step[]): readonly Step[] {
  const inside = new Set(meant.map((step) => (step.kind === "reply" ? step.answers : step.id)));
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
