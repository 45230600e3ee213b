import { areApart } from "seqwright-runtime/model";
import type { CallStep, Operation, ReplyStep, TypeExpr } from "../../ir/model/diagram-model.ts";
import { redisResult } from "../../ir/types/redis-results.ts";
import { flatten } from "../context/flatten.ts";
import { stepsIn } from "../context/steps-in.ts";
import type { Binding, Flow, MethodContext } from "../context/method-context.ts";
import type { CallExpression, Expression } from "../model/expression.ts";
import { errorSymbol } from "../model/names.ts";
import {
  expand,
  isAssignable,
  isNullable,
  membersOf,
  nullType,
  unionOf,
  type TypeTable,
} from "../types/types.ts";
import { builder, literal } from "../values/data.ts";
import { parsed } from "../values/values.ts";
import { withoutNull } from "./narrowing.ts";
import { isNull, leavesOf, propagates, replyChoices } from "./reply-leaves.ts";

/** Awaits the call and binds what its answers carry, errors that the diagram goes on from included. */
export function bindResult(
  step: CallStep,
  operation: Operation | undefined,
  call: CallExpression,
  flow: Flow,
  context: MethodContext,
): void {
  const chosen = caughtErrors(step, context);
  const errors = chosen.length > 0 ? chosen : survivedErrors(step, context);
  const raw: Expression =
    errors.length === 0
      ? call
      : {
          kind: "catch",
          of: call,
          errors: errors.map((name) => errorSymbol(name, context.owner.diagram)),
        };
  const answers = answersOf(step, context);
  const returned = answers.flatMap(({ outcome }) => (outcome.kind === "returns" ? [outcome] : []));
  if (returned.length === 0) {
    const local = chosen.length === 0 ? undefined : context.locals.take("failure", "");
    flow.statements.push({ kind: "call", call: { kind: "await", of: raw }, as: local });
    if (local !== undefined) context.bindings.set(step.id, { local, as: undefined, type: undefined });
    return;
  }
  const as = (returned.find((outcome) => !isNull(outcome)) ?? returned[0])?.as ?? step.method;
  const { expression, type } = received({ step, operation, answers, as, errors }, raw, context);
  const earlier = errors.length > 0 ? undefined : replaceable(as, type, flow, context);
  const local = earlier ?? broughtBeside(as, type, flow, context) ?? context.locals.take(as, "Value");
  const again = earlier === undefined ? {} : { again: true };
  flow.statements.push({ kind: "call", call: expression, as: local, ...again });
  context.bindings.set(step.id, { local, as, type } satisfies Binding);
  flow.scope.set(as, { local, fields: [], type });
}

/** The value of this name that an earlier call has brought, where this one may take its place. */
function replaceable(
  as: string,
  type: TypeExpr,
  flow: Flow,
  { bindings, owner: { table } }: MethodContext,
): string | undefined {
  const entry = flow.scope.get(as);
  if (flow.inBranch !== true || entry === undefined || entry.fields.length > 0) return undefined;
  const declared = [...bindings.values()].find(({ local }) => local === entry.local);
  if (declared?.type === undefined || declared.as !== as) return undefined;
  const fits = isAssignable(type, declared.type, table);
  return fits && (!flow.inLoop || isAssignable(type, entry.type, table)) ? entry.local : undefined;
}

/** The name under which a branch beside this one has the same. */
function broughtBeside(
  as: string,
  type: TypeExpr,
  { brought, scope }: Flow,
  { owner: { table } }: MethodContext,
): string | undefined {
  const entry = brought?.get(as);
  if (entry === undefined || entry.fields.length > 0) return undefined;
  const isTaken = [...scope.values()].some(({ local }) => local === entry.local);
  const isSame = isAssignable(type, entry.type, table) && isAssignable(entry.type, type, table);
  return isSame && !isTaken ? entry.local : undefined;
}

interface Receiving {
  readonly step: CallStep;
  readonly operation: Operation | undefined;
  readonly answers: readonly ReplyStep[];
  readonly as: string;
  readonly errors: readonly string[];
}

/** The code that turns what crosses the port into what the diagram says it is. */
function received(
  { step, operation, answers, as, errors }: Receiving,
  raw: Expression,
  context: MethodContext,
): Typed {
  const { table } = context.owner;
  const returned = answers.flatMap(({ outcome }) => (outcome.kind === "returns" ? [outcome] : []));
  const values = returned.filter((outcome) => !isNull(outcome));
  const solid = values.length === 0 ? nullType : unionOf(values.map(({ type }) => type));
  const awaited: Expression = { kind: "await", of: raw };
  const drawn: Drawn = { solid, orNull: values.length < returned.length, as };
  const encoding = errors.length > 0 ? "value" : ((values[0] ?? returned[0])?.encoding ?? "value");
  switch (encoding) {
    case "json":
      return decodedJson(awaited, drawn, table);
    case "sql-rows":
      return rowsOf(awaited, drawn, table);
    case "sql-column":
      return fromDatabase(builder("onlyColumn", awaited), drawn);
    case "sql-value":
      return fromDatabase(onlyValue(awaited, values[0]?.column), drawn);
    case "sql-count":
      return { expression: { kind: "row-count", of: awaited }, type: drawnType(drawn) };
    case "value": {
      const type = drawnType(drawn);
      const yields = portResult(step, operation) ?? type;
      const isTrusted = isAssignable(yields, type, table) || operation?.command === undefined;
      return isTrusted
        ? { expression: awaited, type: yields }
        : { expression: parsed(type, awaited, as), type };
    }
  }
}

/** What the diagram says of an answer: its type apart from `null`, and the name that it goes by. */
interface Drawn {
  readonly solid: TypeExpr;
  readonly orNull: boolean;
  readonly as: string;
}

function drawnType({ solid, orNull }: Drawn): TypeExpr {
  return orNull ? unionOf([solid, nullType]) : solid;
}

/** Where the diagram neither draws "nothing there" nor asks for it afterwards, that is not a valid answer. */
function decodedJson(awaited: Expression, drawn: Drawn, table: TypeTable): Typed {
  const mayLack = membersOf(drawnType(drawn), table).some((member) => isAssignable(member, nullType, table));
  const decode = mayLack ? "decodeJson" : "decodeStoredJson";
  const schema: Expression = { kind: "schema", type: withoutNull(drawn.solid, table) };
  return { expression: builder(decode, schema, awaited, literal(drawn.as)), type: drawnType(drawn) };
}

/** One value, not a row with names: whatever its column is called, unless there are several. */
function onlyValue(awaited: Expression, column: string | undefined): Expression {
  return builder("onlyValue", awaited, ...(column === undefined ? [] : [literal(column)]));
}

function rowsOf(awaited: Expression, drawn: Drawn, table: TypeTable): Typed {
  const take = expand(drawn.solid, table).kind === "list" ? "all" : "first";
  return fromDatabase(
    { kind: "rows", of: awaited, take, orNull: isNullable(drawnType(drawn), table) },
    drawn,
  );
}

/** A database has types of its own: what it gives is read as what the diagram declares. */
function fromDatabase(value: Expression, drawn: Drawn): Typed {
  const type = drawnType(drawn);
  const schema: Expression = { kind: "schema", type };
  return { expression: builder("decodeSql", schema, value, literal(drawn.as)), type };
}

interface Typed {
  readonly expression: Expression;
  readonly type: TypeExpr;
}

/** What the runtime's port resolves to, where it and not the diagram decides. */
function portResult(step: CallStep, operation: Operation | undefined): TypeExpr | undefined {
  switch (operation?.command) {
    case "redis":
      return redisResult(step.method) ?? { kind: "json" };
    case "sql":
      return { kind: "json" };
    case undefined:
      return operation?.result;
  }
}

/** Errors that the component does something about, other than letting them pass. */
function caughtErrors(step: CallStep, context: MethodContext): readonly string[] {
  const handled = flatten(context.items)
    .flatMap(replyChoices)
    .filter(({ knowledge }) => knowledge.call === step.id)
    .flatMap(({ choice }) => leavesOf(choice, step.id, context.owner))
    .filter((leaf) => !propagates(leaf, context.owner.steps))
    .flatMap(({ outcomes }) =>
      outcomes.flatMap((outcome) => (outcome.kind === "throws" ? [outcome.error] : [])),
    );
  return [...new Set(handled)];
}

/** Where a call is only drawn to fail, and the component goes on all the same: what it does not let pass. */
function survivedErrors(step: CallStep, context: MethodContext): readonly string[] {
  const { steps } = context.owner;
  const thrown = answersOf(step, context).map(({ outcome }) =>
    outcome.kind === "throws" ? outcome.error : undefined,
  );
  const drawn = context.items.flatMap(stepsIn).flatMap(({ step: id }) => steps.get(id) ?? []);
  const answered = drawn.findIndex(({ id }) => step.answers.includes(id));
  const next = drawn
    .slice(answered + 1)
    .find(({ within }) => !areApart(within, drawn[answered]?.within ?? []));
  const isPassedOn =
    next?.kind === "reply" && next.outcome.kind === "throws" && thrown.includes(next.outcome.error);
  if (answered === -1 || next === undefined || isPassedOn) return [];
  const errors = thrown.flatMap((error) => error ?? []);
  return errors.length === thrown.length ? [...new Set(errors)] : [];
}

/** The drawn answers to a call. */
export function answersOf(step: CallStep, context: MethodContext): readonly ReplyStep[] {
  return step.answers.flatMap((id) => {
    const answer = context.owner.steps.get(id);
    return answer?.kind === "reply" ? [answer] : [];
  });
}
