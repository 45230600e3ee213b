import { errorSymbol } from "../model/names.ts";
import type { CallStep, Operation, Parameter, ReplyStep, TypeExpr } from "../../ir/model/diagram-model.ts";
import { redisResult } from "../../ir/types/redis-results.ts";
import type { CallExpression, Expression } from "../model/expression.ts";
import type { ParameterPlan, TypeNode } from "../model/type-node.ts";
import { flatten, stepsIn } from "../context/drawn-operations.ts";
import { sentences } from "../context/sentences.ts";
import type { Binding, ClassContext, Flow, MethodContext } from "../context/method-context.ts";
import { isNull, leavesOf, propagates, replyChoices } from "./reply-leaves.ts";
import { builder } from "../values/data.ts";
import { commandArguments } from "../values/redis-commands.ts";
import { operationAsked } from "../context/step-index.ts";
import { expand, isAssignable, nullType, unionOf, type TypeTable } from "../types/types.ts";
import { entriesExpression, parsed, valueExpression } from "../values/values.ts";

/** Plans a call to another participant; what it yields gets a name. */
export function planCall(step: CallStep, flow: Flow, context: MethodContext): void {
  const operation = operationOf(step, context.owner);
  const method = methodName(step, context.owner);
  const args = callArguments(step, operation, flow, context);
  const call = { ...target(step, flow, context), kind: "call", name: method, args } as CallExpression;
  bind(step, operation, call, flow, context);
}

/** Plans a self-step: a method of the class, for the developer to fill unless it is one of the drawn operations. */
export function planSelfStep(step: CallStep, flow: Flow, context: MethodContext): void {
  const { owner } = context;
  const name = methodName(step, owner);
  const operation = owner.participant.operations.find(({ method }) => method === step.method);
  if (operation === undefined) declareSelfStep(step, name, context);
  const known = operation?.parameters ?? parametersFrom(owner.stubs.parametersOf(name));
  const args = drawnArguments(known, step, flow, context);
  const call: CallExpression = { kind: "call", on: "this", name, args };
  if (!step.background) return bind(step, operation, call, flow, context);
  flow.statements.push({ kind: "call", call, as: undefined });
  context.background = step;
}

function declareSelfStep(step: CallStep, name: string, context: MethodContext): void {
  const { owner } = context;
  const result = answersOf(step, context).flatMap(({ outcome }) =>
    outcome.kind === "returns" ? [outcome.type] : [],
  );
  const of: TypeNode = result.length === 0 ? { kind: "void" } : { kind: "type", type: unionOf(result) };
  owner.stubs.declared({
    name,
    docs: sentences([step], owner.model),
    parameters: step.args.map((argument) => ({
      name: argument.name,
      type: { kind: "type", type: argument.type },
    })),
    returns: step.background ? { kind: "void" } : { kind: "promise", of },
  });
}

function parametersFrom(parameters: readonly ParameterPlan[] | undefined): readonly Parameter[] {
  return (parameters ?? []).flatMap(({ name, type }) =>
    type.kind === "type" ? [{ name, type: type.type }] : [],
  );
}

/** The method of the receiver's port that a step asks for. */
export function operationOf(step: CallStep, owner: ClassContext): Operation | undefined {
  const asked = operationAsked(step, owner.model);
  if (asked !== undefined) return asked;
  const receiver = owner.model.participants.find(({ code }) => code === step.to);
  return receiver?.operations.find(({ method }) => method === step.method);
}

function methodName(step: CallStep, owner: ClassContext): string {
  return owner.diagram.participants.get(step.to)?.methods.get(step.method) ?? step.method;
}

function target(step: CallStep, flow: Flow, context: MethodContext): Partial<CallExpression> {
  const { diagram } = context.owner;
  if (step.receiver === undefined) {
    return { on: "field", field: diagram.participants.get(step.to)?.field ?? step.to, access: "private" };
  }
  const port: TypeExpr = { kind: "port", participant: step.to };
  const purpose = { name: step.receiver, receiver: step.method };
  return {
    on: "value",
    value: valueExpression({ kind: "from", path: step.receiver }, port, purpose, flow, context),
  };
}

function callArguments(
  step: CallStep,
  operation: Operation | undefined,
  flow: Flow,
  context: MethodContext,
): readonly Expression[] {
  if (operation === undefined || operation.command !== undefined) {
    const isStored = operation?.command === "redis";
    return commandArguments(step, operation).map((argument) => {
      const purpose = { name: argument.name, receiver: step.method, isStored };
      if ("entries" in argument) return entriesExpression(argument.entries, purpose, flow, context);
      const expected = argument.value.kind === "sql" ? undefined : argument.type;
      return valueExpression(argument.value, expected, purpose, flow, context);
    });
  }
  return drawnArguments(operation.parameters, step, flow, context);
}

function drawnArguments(
  parameters: readonly Parameter[],
  step: CallStep,
  flow: Flow,
  context: MethodContext,
): readonly Expression[] {
  return parameters.map(({ name, type }, index) => {
    const drawn = step.args.find((argument) => argument.name === name) ?? step.args[index];
    return valueExpression(
      drawn?.value ?? { kind: "hole", name },
      type,
      { name, receiver: step.method },
      flow,
      context,
    );
  });
}

function answersOf(step: CallStep, context: MethodContext): readonly ReplyStep[] {
  return step.answers.flatMap((id) => {
    const answer = context.owner.steps.get(id);
    return answer?.kind === "reply" ? [answer] : [];
  });
}

/** Awaits the call and binds what its answers carry, errors that the diagram goes on from included. */
function bind(
  step: CallStep,
  operation: Operation | undefined,
  call: CallExpression,
  flow: Flow,
  context: MethodContext,
): void {
  const errors = caughtErrors(step, context);
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
    const local = errors.length === 0 ? undefined : context.locals.take("failure", "");
    flow.statements.push({ kind: "call", call: { kind: "await", of: raw }, as: local });
    if (local !== undefined) context.bindings.set(step.id, { local, as: undefined, type: undefined });
    return;
  }
  const as = (returned.find((outcome) => !isNull(outcome)) ?? returned[0])?.as ?? step.method;
  const local = context.locals.take(as, "Value");
  const { expression, type } = received({ step, operation, answers, as, errors }, raw, context);
  flow.statements.push({ kind: "call", call: expression, as: local });
  context.bindings.set(step.id, { local, as, type } satisfies Binding);
  flow.scope.set(as, { local, fields: [], type });
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
  const hasNull = values.length < returned.length;
  const solid = values.length === 0 ? nullType : unionOf(values.map(({ type }) => type));
  const drawn = hasNull ? unionOf([solid, nullType]) : solid;
  const awaited: Expression = { kind: "await", of: raw };
  const encoding = errors.length > 0 ? "value" : ((values[0] ?? returned[0])?.encoding ?? "value");
  switch (encoding) {
    case "json": {
      const args: readonly Expression[] = [
        { kind: "schema", type: solid },
        awaited,
        { kind: "literal", value: as },
      ];
      // Where the diagram does not draw "nothing there", it is not a valid answer.
      const decoded: Expression = builder(hasNull ? "decodeJson" : "decodeStoredJson", ...args);
      return { expression: decoded, type: drawn };
    }
    case "sql-rows": {
      if (values.length > 0 && isPlain(solid, table)) {
        // One value, not a row with names: whatever its column is called.
        const only: Expression = builder("onlyValue", awaited);
        return { expression: parsed(drawn, only, as), type: drawn };
      }
      const take = expand(solid, table).kind === "list" ? "all" : "first";
      return {
        expression: parsed(drawn, { kind: "rows", of: awaited, take, orNull: hasNull }, as),
        type: drawn,
      };
    }
    case "value": {
      const yields = portResult(step, operation) ?? drawn;
      if (isAssignable(yields, drawn, table)) return { expression: awaited, type: yields };
      return operation?.command === undefined
        ? { expression: awaited, type: yields }
        : { expression: parsed(drawn, awaited, as), type: drawn };
    }
  }
}

/** A text, a number, a flag: no record and no list. */
function isPlain(type: TypeExpr, table: TypeTable): boolean {
  const { kind } = expand(type, table);
  return kind === "string" || kind === "number" || kind === "boolean" || kind === "enum";
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

/** Whether any of these steps calls or does something, so that there is code to write for it. */
export function doesAnything(items: Parameters<typeof flatten>[0]): boolean {
  return items.some((item) => stepsIn(item).some(({ side }) => side === "self" || side === "send-call"));
}
