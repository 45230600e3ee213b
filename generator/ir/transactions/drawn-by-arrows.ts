import type { Boundary, Transaction } from "../model/transaction.ts";
import type { DrawnSteps } from "./find-transactions.ts";

interface Open {
  readonly begin: Boundary;
  /** Where the last `COMMIT` or `ROLLBACK` so far stands: branches may each draw their own. */
  end: number | undefined;
}

/** From `BEGIN` to the last `COMMIT` or `ROLLBACK` that the same participant asks of the same database. */
export function drawnByArrows({ steps, boundaries }: DrawnSteps): readonly Omit<Transaction, "openings">[] {
  const open = new Map<string, Open>();
  const begun: Open[] = [];
  for (const boundary of boundaries) {
    const session = JSON.stringify([boundary.from, boundary.to]);
    const current = open.get(session);
    if (boundary.kind !== "begin") {
      if (current !== undefined) current.end = boundary.span.start;
      continue;
    }
    const next: Open = { begin: boundary, end: undefined };
    open.set(session, next);
    begun.push(next);
  }
  return begun.map(({ begin, end = Infinity }) => ({
    said: "arrows",
    text: begin.text,
    steps: steps.filter(({ span }) => span.start > begin.span.start && span.start < end).map(({ id }) => id),
    span: begin.span,
  }));
}
