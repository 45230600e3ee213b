import type { Step } from "../model/diagram-model.ts";
import type { Transaction } from "../model/transaction.ts";
import type { DrawnSteps } from "./find-transactions.ts";

/** The statements of one label that has `BEGIN` before and `COMMIT` behind them. */
export function labelledTransactions({ steps }: DrawnSteps): readonly Omit<Transaction, "openings">[] {
  return steps
    .filter((step) => step.kind === "call" && step.wire?.kind === "sql" && isBegun.test(step.text))
    .map((first) => ({
      said: "frame",
      text: "BEGIN … COMMIT",
      steps: steps.filter((step) => standsIn(step, first)).map(({ id }) => id),
      span: first.span,
    }));
}

/** Several statements of a label are several steps in the same place. */
function standsIn(step: Step, first: Step): boolean {
  return step.kind === "call" && step.span.start === first.span.start;
}

const isBegun = /^(?:BEGIN|START\s{1,9}TRANSACTION)\s(?:COMMIT|END)\s/i;
