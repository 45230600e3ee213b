import type { DiagramModel } from "../../ir/model/diagram-model.ts";
import type { Opening, Transaction } from "../../ir/model/transaction.ts";
import type { Expression } from "../model/expression.ts";
import { array, literal, object } from "../values/data.ts";

/** What happens as a whole or not at all; undefined where nothing does. */
export function transactionsData(model: DiagramModel): Expression | undefined {
  const opened = openedTransactions(model);
  if (opened.length === 0) return undefined;
  return array(
    opened.map(([{ text }, { component, database, steps }]) =>
      object({
        component: literal(component),
        database: literal(database),
        text: literal(text.trim()),
        steps: array(steps.map(literal)),
      }),
    ),
  );
}

/** Each transaction that code opens, with how it is said. */
export function openedTransactions({
  transactions,
}: DiagramModel): readonly (readonly [Transaction, Opening])[] {
  return transactions.flatMap((transaction) =>
    transaction.openings.map((opening) => [transaction, opening] as const),
  );
}
