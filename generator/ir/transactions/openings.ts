import type { CallStep, Step, StepId } from "../model/diagram-model.ts";
import type { Opening, Transaction } from "../model/transaction.ts";
import type { DrawnSteps } from "./find-transactions.ts";

type Said = Omit<Transaction, "openings">;

/** A call to a database, with the operations that it is part of, innermost first. */
interface Query {
  readonly step: CallStep;
  readonly operations: readonly StepId[];
}

/**
 * Where the code opens a transaction: at the innermost operation that all its statements are part of, around what that
 * operation's component does inside. What others do on its behalf takes part.
 */
export function openingsOf(said: Said, { steps, participants, fragments }: DrawnSteps): readonly Opening[] {
  const byId = new Map(steps.map((step) => [step.id, step]));
  const inside = new Set(said.steps);
  const kinds = new Map(
    participants.map(({ code, kind, role }) => [code, role === "resource" ? kind : undefined]),
  );
  const loops = new Set(fragments.flatMap(({ id, operator }) => (operator === "loop" ? [id] : [])));
  const queries = steps.flatMap((step): readonly Query[] =>
    step.kind === "call" && inside.has(step.id) && kinds.get(step.to) === "sql"
      ? [{ step, operations: operationsAround(step, byId) }]
      : [],
  );
  const groups = Map.groupBy(queries, ({ step, operations }) => JSON.stringify([step.to, operations.at(-1)]));
  return [...groups.values()].flatMap((group): readonly Opening[] => {
    const [first, ...others] = group;
    if (first === undefined) return [];
    const repeats = first.step.within.some(([fragment]) => loops.has(fragment));
    // One statement alone happens as a whole anyway.
    if (others.length === 0 && !repeats && said.said !== "arrows") return [];
    const operation = first.operations.find((id) =>
      others.every(({ operations }) => operations.includes(id)),
    );
    const asked = operation === undefined ? undefined : byId.get(operation);
    if (operation === undefined || asked === undefined) return [];
    const done = steps.filter((step) => isDoneBy(step, asked.to, operation) && inside.has(step.id));
    const { to: database } = first.step;
    return [{ component: asked.to, database, operation, steps: done.map(({ id }) => id) }];
  });
}

function isDoneBy(step: Step, component: string, operation: StepId): boolean {
  return step.kind !== "reply" && step.from === component && step.cause === operation;
}

function operationsAround(step: CallStep, byId: ReadonlyMap<StepId, Step>): readonly StepId[] {
  const operations: StepId[] = [];
  for (let { cause } = step; cause !== undefined && !operations.includes(cause);) {
    operations.push(cause);
    const asked = byId.get(cause);
    cause = asked?.kind === "reply" ? undefined : asked?.cause;
  }
  return operations;
}
