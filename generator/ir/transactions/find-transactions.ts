import type { DiagramModel } from "../model/diagram-model.ts";
import type { Opening, Transaction } from "../model/transaction.ts";
import { drawnByArrows } from "./drawn-by-arrows.ts";
import { framedTransactions } from "./framed-transactions.ts";
import { labelledTransactions } from "./labelled-transactions.ts";
import { openingsOf } from "./openings.ts";
import { promisedTransactions } from "./promised-transactions.ts";

/** What transactions are found in. */
export type DrawnSteps = Pick<
  DiagramModel,
  "steps" | "fragments" | "phases" | "policies" | "participants" | "boundaries"
>;

/** Which steps stand inside of a transaction, however the diagram says so. */
export function findTransactions(drawn: DrawnSteps): readonly Transaction[] {
  const said = [
    ...promisedTransactions(drawn),
    ...framedTransactions(drawn),
    ...drawnByArrows(drawn),
    ...labelledTransactions(drawn),
  ];
  const opened: Opening[] = [];
  return said
    .toSorted((one, other) => one.span.start - other.span.start)
    .map((one): Transaction => {
      // What is said twice, by a divider and a note, is one transaction.
      const openings = openingsOf(one, drawn).filter(
        (next) => !opened.some((earlier) => covers(earlier, next)),
      );
      opened.push(...openings);
      return { ...one, openings };
    });
}

function covers(outer: Opening, inner: Opening): boolean {
  return outer.database === inner.database && inner.steps.every((id) => outer.steps.includes(id));
}
