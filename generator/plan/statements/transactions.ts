import type { Opening } from "../../ir/model/transaction.ts";
import type { Behaviour } from "../../protocol/model.ts";
import { stepsIn } from "../context/steps-in.ts";
import { closedFlow, type Flow, type MethodContext } from "../context/method-context.ts";
import type { Statement } from "../model/statement.ts";
import { builder } from "../values/data.ts";
import { completes, leavesLoop } from "./reachability.ts";
import { allStatements } from "./references.ts";

/** Some items of a method that happen as a whole or not at all. */
export interface TransactionItems {
  readonly opening: Opening;
  /** How many items, from the first one on. */
  readonly count: number;
}

/** The transaction that begins with the first of these items. */
export function transactionAt(
  items: readonly Behaviour[],
  context: MethodContext,
): TransactionItems | undefined {
  const [first] = items;
  if (first === undefined || context.inTransaction === true) return undefined;
  const { model, participant } = context.owner;
  const openings = model.transactions.flatMap((transaction) => transaction.openings);
  const mine = openings.filter(({ component }) => component === participant.code);
  const opening = mine.find(({ steps }) => does(first, steps) && !isAround(first, steps));
  if (opening === undefined) return undefined;
  const last = items.findLastIndex((item) => does(item, opening.steps));
  const open = new Set(opening.steps);
  // An answer that comes next is an answer to what stands inside.
  const answers = items.slice(last + 1).findIndex((item) => !isAnswerTo(item, open, context));
  const count = answers < 0 ? items.length : last + 1 + answers;
  return { opening, count };
}

function does(item: Behaviour, steps: readonly string[]): boolean {
  return stepsIn(item).some(({ step }) => steps.includes(step));
}

/** A fragment of which only a part stands inside opens it in its branch. */
function isAround(item: Behaviour, steps: readonly string[]): boolean {
  if (item.kind === "step") return false;
  const acts = stepsIn(item).filter(({ side }) => side === "send-call" || side === "self");
  return acts.some(({ step }) => !steps.includes(step)) && steps.every((id) => does(item, [id]));
}

function isAnswerTo(item: Behaviour, open: ReadonlySet<string>, { owner }: MethodContext): boolean {
  const step = item.kind === "step" ? owner.steps.get(item.step) : undefined;
  return (
    item.kind === "step" && item.side === "receive-reply" && step?.kind === "reply" && open.has(step.answers)
  );
}

/**
 * Plans `transaction(async () => { … })` around the items. Where some ways through them answer and others go on, all that
 * follows stands inside as well: then its result is the answer. Returns false where that is so.
 */
export function planTransaction(
  { opening, count }: TransactionItems,
  items: readonly Behaviour[],
  later: readonly Behaviour[],
  flow: Flow,
  context: MethodContext,
): boolean {
  const inside = { ...context, inTransaction: true };
  const rest = [...items.slice(count), ...later];
  let body = closedFlow(flow);
  context.build(items.slice(0, count), body, rest, inside);
  const goesOn = completes(body.statements);
  const answersToo = goesOn && allStatements(body.statements).some(({ kind }) => kind === "return");
  if (answersToo) {
    body = closedFlow(flow);
    context.build(items, body, later, inside);
  }
  // A break would have to leave the block as well as the loop around it.
  if (leavesLoop(body.statements)) {
    context.build(items.slice(0, count), flow, rest, inside);
    return true;
  }
  context.phase = inside.phase;
  const database = context.owner.diagram.participants.get(opening.database)?.field ?? opening.database;
  const results = answersToo ? [] : boundIn(body.statements);
  const answers = !goesOn || answersToo;
  flow.statements.push({ kind: "transaction", database, body: body.statements, answers, results });
  for (const [name, entry] of body.scope) {
    if (results.includes(entry.local)) flow.scope.set(name, entry);
  }
  return !answersToo;
}

/** The names that a block binds for whatever comes after in it. */
function boundIn(statements: readonly Statement[]): readonly string[] {
  return statements.flatMap((statement) =>
    statement.kind === "call" && statement.as !== undefined ? [statement.as] : [],
  );
}

/** A branch that draws ROLLBACK: what it answers is answered, and nothing of the transaction stays. */
export function rollBack(flow: Flow): void {
  if (completes(flow.statements)) {
    flow.statements.push({ kind: "return", value: builder("rollback") });
    return;
  }
  const last = flow.statements.at(-1);
  if (last?.kind !== "return") return;
  const value = builder("rollback", ...(last.value === undefined ? [] : [last.value]));
  flow.statements.splice(-1, 1, { kind: "return", value });
}
