import type { DiagramModel, FragmentId } from "../../ir/model/diagram-model.ts";
import type { Boundary, Opening, Transaction } from "../../ir/model/transaction.ts";
import type { Behaviour } from "../../protocol/model.ts";
import { stepsIn } from "../context/steps-in.ts";
import { closedFlow, type Flow, type MethodContext } from "../context/method-context.ts";
import type { Statement } from "../model/statement.ts";
import { completes, leavesLoop } from "../model/reachability.ts";
import { declaredBy } from "./brought-by-all.ts";
import { allStatements } from "./references.ts";

/** Some items of a method that happen as a whole or not at all. */
export interface TransactionItems {
  readonly opening: Opening;
  /** Where the diagram says so first, in its file. */
  readonly said: number;
  /** How many items, from the first one on. */
  readonly count: number;
}

/** The transaction that begins with the first of these items. */
export function transactionAt(
  items: readonly Behaviour[],
  context: MethodContext,
): TransactionItems | undefined {
  const [first] = items;
  if (first === undefined) return undefined;
  const { model, participant, realised } = context.owner;
  const found = model.transactions
    .flatMap((transaction) => transaction.openings.map((opening) => ({ opening, transaction })))
    .filter(({ opening }) => opening.component === participant.code)
    .map((one) => ({ ...one, boundaries: boundariesOf(one.transaction, one.opening, model) }))
    .find(
      ({ opening: { steps }, boundaries }) =>
        does(first, steps) && !isAround(first, steps) && !holds(first, boundaries, "begin"),
    );
  if (found === undefined) return undefined;
  const { opening, boundaries, transaction } = found;
  const said = transaction.span.start;
  if (context.inTransaction === true) {
    realised.kept.add(said);
    return undefined;
  }
  const last = items.findLastIndex(
    (item) => does(item, opening.steps) || holds(item, boundaries, "rollback"),
  );
  const open = new Set(opening.steps);
  // An answer that comes next is an answer to what stands inside.
  const answers = items.slice(last + 1).findIndex((item) => !isAnswerTo(item, open, context));
  const count = answers < 0 ? items.length : last + 1 + answers;
  return { opening, said, count };
}

/** The arrows that begin and end a transaction. */
export function boundariesOf(
  { span, said }: Transaction,
  { component, database }: Pick<Opening, "component" | "database">,
  { boundaries }: Pick<DiagramModel, "boundaries">,
): readonly Boundary[] {
  const session = boundaries.filter(({ from, to }) => from === component && to === database);
  const next = session.find(({ kind, span: { start } }) => kind === "begin" && start > span.start);
  const end = next?.span.start ?? Infinity;
  return said === "arrows" ? session.filter(({ span: { start } }) => start >= span.start && start < end) : [];
}

/** One of these boundaries of this kind is drawn inside of the item. */
function holds(item: Behaviour, boundaries: readonly Boundary[], kind: Boundary["kind"]): boolean {
  const fragments = fragmentsIn(item);
  return boundaries.some(
    (one) => one.kind === kind && one.branch !== undefined && fragments.has(one.branch[0]),
  );
}

function fragmentsIn(item: Behaviour): ReadonlySet<FragmentId> {
  switch (item.kind) {
    case "step":
      return new Set();
    case "sequence":
      return new Set(item.items.flatMap((one) => [...fragmentsIn(one)]));
    case "loop":
      return new Set([item.fragment, ...fragmentsIn(item.body)]);
    case "choice":
    case "parallel":
      return new Set([item.fragment, ...item.branches.flatMap((one) => [...fragmentsIn(one)])]);
  }
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
  { opening, said, count }: TransactionItems,
  items: readonly Behaviour[],
  later: readonly Behaviour[],
  flow: Flow,
  context: MethodContext,
): boolean {
  const inside = { ...context, inTransaction: true };
  const rest = [...items.slice(count), ...later];
  // A drawn break still leaves the loop around it.
  const block = (): Flow => ({
    ...closedFlow(flow),
    inLoop: flow.inLoop,
    afterLoop: flow.afterLoop,
  });
  let body = block();
  context.build(items.slice(0, count), body, rest, inside);
  const goesOn = completes(body.statements);
  const answersToo = goesOn && allStatements(body.statements).some(({ kind }) => kind === "return");
  if (answersToo) {
    body = block();
    context.build(items, body, later, inside);
  }
  // A break would have to leave the block as well as the loop around it.
  if (leavesLoop(body.statements)) {
    context.build(items.slice(0, count), flow, rest, inside);
    // Nothing is a transaction here, although it was planned as if it were.
    context.owner.realised.kept.delete(said);
    return true;
  }
  context.owner.realised.kept.add(said);
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
    statement.kind === "call" && statement.as !== undefined
      ? [statement.as]
      : declaredBy(statement).map(({ as }) => as),
  );
}
