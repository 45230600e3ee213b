import type { DiagramModel } from "../model/diagram-model.ts";
import type { Transaction } from "../model/transaction.ts";
import { drawnByArrows } from "./drawn-by-arrows.ts";
import { framedTransactions } from "./framed-transactions.ts";
import { promisedTransactions } from "./promised-transactions.ts";

/** What transactions are found in. */
export type DrawnSteps = Pick<DiagramModel, "steps" | "fragments" | "phases" | "policies" | "participants">;

/** Which steps stand inside of a transaction, however the diagram says so. */
export function findTransactions(drawn: DrawnSteps): readonly Transaction[] {
  return [...promisedTransactions(drawn), ...framedTransactions(drawn), ...drawnByArrows(drawn)].toSorted(
    (one, other) => one.span.start - other.span.start,
  );
}
