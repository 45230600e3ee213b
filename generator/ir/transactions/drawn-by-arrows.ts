import { transactionBoundary } from "../../text/shapes/parse-transaction.ts";
import type { Step } from "../model/diagram-model.ts";
import type { Transaction } from "../model/transaction.ts";
import type { DrawnSteps } from "./find-transactions.ts";

interface Open {
  readonly begin: Step;
  readonly first: number;
  /** The place of the last `COMMIT` or `ROLLBACK` so far: branches may each draw their own. */
  last: number | undefined;
}

/** From `BEGIN` to the last `COMMIT` or `ROLLBACK` that the same participant asks of the same database. */
export function drawnByArrows({ steps, participants }: DrawnSteps): readonly Transaction[] {
  const databases = new Set(participants.flatMap(({ code, kind }) => (kind === "sql" ? [code] : [])));
  const open = new Map<string, Open>();
  const begun: Open[] = [];
  for (const [place, step] of steps.entries()) {
    const boundary =
      step.kind === "call" && databases.has(step.to) ? transactionBoundary(step.text) : undefined;
    if (boundary === undefined) continue;
    const session = JSON.stringify([step.from, step.to]);
    const current = open.get(session);
    if (boundary !== "begin") {
      if (current !== undefined) current.last = place;
      continue;
    }
    const next: Open = { begin: step, first: place, last: undefined };
    open.set(session, next);
    begun.push(next);
  }
  return begun.map(({ begin, first, last = steps.length - 1 }) => ({
    said: "arrows",
    text: begin.text,
    steps: steps.slice(first, last + 1).map(({ id }) => id),
    span: begin.span,
  }));
}
