import { diagnostic, type Diagnostic } from "../../diagnostics/diagnostic.ts";
import type { DiagramModel } from "../../ir/model/diagram-model.ts";
import type { Boundary, Transaction } from "../../ir/model/transaction.ts";
import { earlyAnswers } from "../../ir/transactions/early-answers.ts";
import { positionAt } from "../../source/source-file.ts";
import { boundariesOf } from "../statements/transactions.ts";

/**
 * Says which drawn transactions the code does not keep as they are drawn, each at its line. `kept` are the places in the
 * diagram's file of the transactions, and of each ROLLBACK in a branch, that are in the code.
 */
export function transactionWarnings(model: DiagramModel, kept: ReadonlySet<number>): readonly Diagnostic[] {
  const { source, transactions } = model;
  const components = new Set(
    model.participants.flatMap(({ code, role }) => (role === "component" ? [code] : [])),
  );
  const boundaries = model.boundaries.filter(({ from }) => components.has(from));
  const told = ({ text, span }: Boundary | Transaction, reason: string): Diagnostic =>
    diagnostic("plan/transaction-not-kept", { text, reason }, { source, span });
  const begun = boundaries.filter(({ kind }) => kind === "begin");
  const stray = boundaries.filter(
    (boundary) => boundary.kind !== "begin" && !isInTransaction(boundary, begun, transactions),
  );
  const toldOf = new Set<Boundary>(stray);
  const warnings = [
    ...stray.map((boundary) => told(boundary, "no BEGIN comes before it")),
    ...transactions.flatMap((transaction) => {
      const { span, said } = transaction;
      const openings = transaction.openings.filter(({ component }) => components.has(component));
      if (said === "arrows" && !boundaries.some((one) => one.span.start === span.start)) return [];
      const ends = ownBoundaries(transaction, model).filter(({ kind }) => kind !== "begin");
      if (said === "arrows" && ends.length === 0)
        return [told(transaction, "no COMMIT or ROLLBACK of it is drawn")];
      if (said === "arrows" && transaction.steps.length === 0)
        return [told(transaction, "nothing stands between it and its end")];
      if (openings.length > 0 && !kept.has(span.start)) {
        for (const end of ends) toldOf.add(end);
        return [told(transaction, "the code leaves it in the middle, so it is no block")];
      }
      const late = ends.filter((end) => end.kind === "commit" && goesOn(end, transaction, ends, model));
      return [
        ...late.map((end) => told(end, "what its branch does after it becomes part of the transaction")),
        ...keptByRefusals(transaction, model),
      ];
    }),
  ];
  const lost = boundaries.filter(
    (boundary) => boundary.kind === "rollback" && !toldOf.has(boundary) && !kept.has(boundary.span.start),
  );
  return [
    ...warnings,
    ...lost.map((end) => told(end, "nothing is undone here, because no answer of its own ends its branch")),
  ];
}

/** Answers that say no, and commit what was written before them. */
function keptByRefusals(transaction: Transaction, model: DiagramModel): readonly Diagnostic[] {
  const { source } = model;
  return earlyAnswers(transaction, model).flatMap(({ answer: { text, span }, keeps }) => {
    if (keeps.length === 0) return [];
    const lines = keeps.map((step) => positionAt(source, step.span.start).line);
    return [diagnostic("plan/refusal-commits", { text, lines }, { source, span })];
  });
}

/** Something else than arrows may say where it begins: a frame, a divider. */
function isInTransaction(
  { from, to, span: { start } }: Boundary,
  begun: readonly Boundary[],
  transactions: readonly Transaction[],
): boolean {
  return (
    begun.some((begin) => begin.from === from && begin.to === to && begin.span.start < start) ||
    transactions.some(
      ({ said, openings }) => said !== "arrows" && openings.some(({ database }) => database === to),
    )
  );
}

function ownBoundaries(transaction: Transaction, { boundaries }: DiagramModel): readonly Boundary[] {
  const begin = boundaries.find(({ span }) => span.start === transaction.span.start);
  if (begin === undefined) return [];
  return boundariesOf(transaction, { component: begin.from, database: begin.to }, { boundaries });
}

/** A branch does something after its COMMIT, and the code has all branches inside of the transaction. */
function goesOn(
  { from, branch, span }: Boundary,
  { openings, steps: inside, span: begun }: Transaction,
  ends: readonly Boundary[],
  { steps, boundaries }: DiagramModel,
): boolean {
  if (branch === undefined || openings.length === 0) return false;
  const [fragment, at] = branch;
  const begin = boundaries.find((one) => one.span.start === begun.start)?.branch;
  if (begin?.[0] === fragment && begin[1] === at) return false;
  const isWithin = ends.some((end) => end.kind === "rollback" && end.branch?.[0] === fragment);
  const stands = steps.some(
    ({ id, within }) => inside.includes(id) && within.some(([one]) => one === fragment),
  );
  const later = steps.some(
    (step) =>
      step.kind !== "reply" &&
      step.from === from &&
      step.span.start > span.start &&
      step.within.some(([one, index]) => one === fragment && index === at),
  );
  return later && (isWithin || stands);
}
