import { tellsOfFailure } from "seqwright-runtime/model";
import type { CallStep, DiagramModel, ReplyStep, StepId } from "../../ir/model/diagram-model.ts";
import type { Flow, MethodContext } from "../context/method-context.ts";
import type { Statement } from "../model/statement.ts";
import { answersOf } from "./call-result.ts";
import { callExpression, declareSelfStep, methodName, operationOf } from "./call-expression.ts";
import { allStatements } from "./references.ts";

/** After a call that is to be undone when the work fails later: `undo.add("bookFlight", () => this.#flights.cancelFlight(id))`. */
export function toUndo(step: CallStep, flow: Flow, context: MethodContext): void {
  // Where several answers are drawn, not all of them say that it was done.
  if (answersOf(step, context).length <= 1) add(step, flow, context);
}

/** The same, where one of several answers says that it was done. */
export function toUndoAnswered(reply: ReplyStep, flow: Flow, context: MethodContext): void {
  const step = context.owner.steps.get(reply.answers);
  if (step === undefined || step.kind === "reply" || answersOf(step, context).length <= 1) return;
  if (reply.outcome.kind !== "throws" && !tellsOfFailure(reply.text)) add(step, flow, context);
}

function add(step: CallStep, flow: Flow, context: MethodContext): void {
  const { owner, undo: holder, inTransaction } = context;
  const undo = pairsIn(owner.model)
    .filter(({ done }) => done === step.id)
    .map((pair) => owner.steps.get(pair.undo))
    .find((one) => one !== undefined && one.from === step.from);
  // What happens in a transaction is undone with it.
  if (undo === undefined || undo.kind === "reply" || inTransaction === true) return;
  const stack = (holder.stack ??= context.locals.take("undo", "Stack"));
  if (undo.kind === "self" && operationOf(undo, owner) === undefined)
    declareSelfStep(undo, methodName(undo, owner), context);
  const call = callExpression(undo, flow, context);
  flow.statements.push({ kind: "to-undo", stack, what: step.method, call });
}

/** Before a call that is drawn to undo something: `undo.drop("bookFlight")`. */
export function undoneByArrow(step: CallStep, flow: Flow, { owner, undo: { stack } }: MethodContext): void {
  if (stack === undefined) return;
  const done = pairsIn(owner.model).flatMap(({ done: id, undo }) => {
    const [call, other] = [owner.steps.get(id), owner.steps.get(undo)];
    const isThis = other?.kind === step.kind && other.to === step.to && other.method === step.method;
    return isThis && call !== undefined && call.kind !== "reply" ? [call.method] : [];
  });
  for (const what of new Set(done)) flow.statements.push({ kind: "undone", stack, what });
}

/** What notes say of undoing: the arrows that they name stand in pairs. */
function pairsIn({ policies }: DiagramModel): readonly { readonly done: StepId; readonly undo: StepId }[] {
  return policies.flatMap(({ kind, named }) => {
    const { of = [], by = [] } = kind === "compensation" ? (named ?? {}) : {};
    return of.flatMap((done, index) => {
      const undo = by[index];
      return undo === undefined ? [] : [{ done, undo }];
    });
  });
}

/** A body that undoes what it has done when it fails: from the first of it on, all stands in a `try`. */
export function withUndoing(
  statements: readonly Statement[],
  { undo: { stack } }: MethodContext,
): readonly Statement[] {
  if (stack === undefined) return statements;
  const last = statements.at(-1);
  const isSaid = last?.kind === "return" && last.value === undefined;
  const ended = isSaid ? statements.slice(0, -1) : statements;
  // After what is done last, nothing can fail any more.
  const needed = ended.slice(0, ended.findLastIndex(({ kind }) => kind !== "to-undo") + 1);
  const first = needed.findIndex((statement) => holds([statement], "to-undo", stack));
  if (first < 0) return needed.filter(({ kind }) => kind !== "undone");
  const isCallBefore = needed[first]?.kind === "to-undo" && needed[first - 1]?.kind === "call";
  const start = isCallBefore ? first - 1 : first;
  const body = needed.slice(start).map(settling);
  return [...needed.slice(0, start), { kind: "undoing", stack, body }];
}

/** What goes on beside something that has failed is waited for, so that it can be undone, too. */
function settling(statement: Statement): Statement {
  if (statement.kind !== "parallel") return statement;
  const inside = statement.branches.flatMap((branch) => branch.statements);
  return holds(inside, "to-undo") ? { ...statement, settles: true } : statement;
}

function holds(statements: readonly Statement[], kind: Statement["kind"], stack?: string): boolean {
  return allStatements(statements).some(
    (one) => one.kind === kind && (stack === undefined || !("stack" in one) || one.stack === stack),
  );
}
