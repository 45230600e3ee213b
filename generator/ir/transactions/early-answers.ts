import { areApart } from "seqwright-runtime/model";
import { isRefusal } from "../../text/lexical/refusal.ts";
import type { CallStep, DiagramModel, ReplyStep, Step } from "../model/diagram-model.ts";
import type { Opening, Transaction } from "../model/transaction.ts";

/** An answer in a branch of a transaction, which ends it before all of it is done. */
export interface EarlyAnswer {
  readonly answer: ReplyStep;
  /** What becomes of what was written before it. */
  readonly effect: "commits" | "undoes";
  /** What its branch keeps, where a reader would take it for undone. */
  readonly keeps: readonly CallStep[];
}

type Drawn = Pick<DiagramModel, "steps" | "boundaries">;

/** The answers with which branches leave a transaction: errors and drawn ROLLBACKs undo it, any other answer commits it. */
export function earlyAnswers(transaction: Transaction, drawn: Drawn): readonly EarlyAnswer[] {
  const inside = new Set(transaction.steps);
  return transaction.openings.flatMap((opening) => {
    const done = drawn.steps.filter(({ id }) => opening.steps.includes(id));
    const depth = Math.min(...done.map(({ within }) => within.length));
    return drawn.steps.flatMap((step): readonly EarlyAnswer[] => {
      const isEarly =
        step.kind === "reply" &&
        inside.has(step.id) &&
        step.answers === opening.operation &&
        step.within.length > depth;
      if (!isEarly) return [];
      const isUndone = step.outcome.kind === "throws" || endsWith("rollback", step, opening, drawn);
      if (isUndone) return [{ answer: step, effect: "undoes", keeps: [] }];
      const isMeant = endsWith("commit", step, opening, drawn) || !isRefusal(step.text, step.status);
      return [
        { answer: step, effect: "commits", keeps: isMeant ? [] : writesBefore(step, opening, inside, drawn) },
      ];
    });
  });
}

/** Its branch, or one around it, draws this end. */
function endsWith(
  kind: "commit" | "rollback",
  { within }: Step,
  opening: Opening,
  { boundaries }: Drawn,
): boolean {
  return boundaries.some(
    (end) =>
      end.kind === kind &&
      end.to === opening.database &&
      within.some(([fragment, branch]) => end.branch?.[0] === fragment && end.branch[1] === branch),
  );
}

/** What was written on the way to an answer; a statement that only tried, and is answered by how many rows it met, is not counted. */
function writesBefore(
  answer: ReplyStep,
  { database }: Opening,
  inside: ReadonlySet<string>,
  { steps }: Drawn,
): readonly CallStep[] {
  const asked = steps.filter(
    (step) =>
      step.kind === "call" &&
      step.to === database &&
      inside.has(step.id) &&
      step.span.start < answer.span.start &&
      !areApart(step.within, answer.within),
  );
  const last = asked.at(-1);
  return asked.flatMap((step) =>
    step.kind === "call" && !step.readOnly && !(step === last && counts(step, steps)) ? [step] : [],
  );
}

function counts({ answers }: CallStep, steps: readonly Step[]): boolean {
  return steps.some(
    (step) =>
      step.kind === "reply" &&
      answers.includes(step.id) &&
      step.outcome.kind === "returns" &&
      step.outcome.encoding === "sql-count",
  );
}
