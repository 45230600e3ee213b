import { binds } from "seqwright-runtime/model";
import type { CallStep, Operation, Parameter, TypeExpr } from "../../ir/model/diagram-model.ts";
import type { Behaviour } from "../../protocol/model.ts";
import { stepsIn } from "../context/steps-in.ts";
import type { ClassContext, Flow, MethodContext } from "../context/method-context.ts";
import { operationAsked } from "../context/step-index.ts";
import type { CallExpression, Expression } from "../model/expression.ts";
import type { ParameterPlan, TypeNode } from "../model/type-node.ts";
import { errorSymbol } from "../model/names.ts";
import { fromRuntime } from "../model/runtime-symbols.ts";
import { sentences } from "../context/sentences.ts";
import { unionOf } from "../types/types.ts";
import { builder } from "../values/data.ts";
import { commandArguments } from "../values/redis-commands.ts";
import { entriesExpression, valueExpression } from "../values/values.ts";
import { askedOfItself } from "./asked-of-itself.ts";
import { answersOf, bindResult } from "./call-result.ts";

/** Plans a call to another participant; what it yields gets a name. */
export function planCall(step: CallStep, flow: Flow, context: MethodContext): void {
  const start = flow.statements.length;
  const operation = operationOf(step, context.owner);
  const method = methodName(step, context.owner);
  const args = callArguments(step, operation, flow, context);
  const call = { ...target(step, flow, context), kind: "call", name: method, args } as CallExpression;
  bindResult(step, operation, tolerant(step, madeAgain(step, call, context), context), flow, context);
  context.owner.realised.step(step.id, askedOfItself(flow.statements.slice(start)));
}

/** `retried({ retriesMax: 5, delayMs: 10_000 }, () => this.#worker.work(name))`, where a note at the call says so. */
function madeAgain(step: CallStep, call: CallExpression, context: MethodContext): CallExpression {
  const { owner } = context;
  const retry = owner.model.retries.find((one) => one.step === step.id);
  if (retry === undefined) return call;
  const { retriesMax, delayMs, factor } = retry;
  const terms = Object.entries({ retriesMax, delayMs, factor }).flatMap(([key, value]) =>
    value === undefined ? [] : [{ key, value: { kind: "literal", value } as const }],
  );
  const symbol = fromRuntime("retried");
  const thrown = answersOf(step, context).flatMap(({ outcome }) =>
    outcome.kind === "throws" ? [errorSymbol(outcome.error, owner.diagram)] : [],
  );
  const items = thrown.map((error): Expression => ({ kind: "symbol", symbol: error }));
  const except = items.length === 0 ? [] : [{ key: "except", value: { kind: "array", items } as const }];
  const args: readonly Expression[] = [
    { kind: "object", entries: [...terms, ...except] },
    { kind: "thunk", of: call },
  ];
  return { kind: "call", on: "function", symbol, args };
}

/** `bestEffort(this.#cache.del(key))`, where a note says that the rest goes on when it fails. */
function tolerant(step: CallStep, call: CallExpression, context: MethodContext): CallExpression {
  const { owner, inTransaction } = context;
  const isSaid = owner.model.policies.some(({ kind, at }) => kind === "best-effort" && binds(at, step));
  const isAcknowledged = answersOf(step, context).every(({ outcome }) => outcome.kind === "nothing");
  return isSaid && isAcknowledged && inTransaction !== true ? builder("bestEffort", call) : call;
}

/** Plans a self-step: a method of the class, for the developer to fill unless it is one of the drawn operations. */
export function planSelfStep(step: CallStep, flow: Flow, context: MethodContext): void {
  const { owner } = context;
  const start = flow.statements.length;
  const name = methodName(step, owner);
  const operation = owner.participant.operations.find(({ method }) => method === step.method);
  if (operation === undefined) declareSelfStep(step, name, context);
  const known = operation?.parameters ?? parametersFrom(owner.stubs.parametersOf(name));
  const args = drawnArguments(known, step, flow, context);
  const call: CallExpression = { kind: "call", on: "this", name, args };
  if (step.background) {
    flow.statements.push({ kind: "call", call, as: undefined });
    context.background = step;
  } else bindResult(step, operation, call, flow, context);
  owner.realised.step(step.id, askedOfItself(flow.statements.slice(start)));
}

function declareSelfStep(step: CallStep, name: string, context: MethodContext): void {
  const { owner } = context;
  const result = answersOf(step, context).flatMap(({ outcome }) =>
    outcome.kind === "returns" ? [outcome.type] : [],
  );
  const of: TypeNode = result.length === 0 ? { kind: "void" } : { kind: "type", type: unionOf(result) };
  owner.stubs.declared({
    name,
    of: [step.id],
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
      drawn?.value ?? { kind: "free", name },
      type,
      { name, receiver: step.method },
      flow,
      context,
    );
  });
}

/** Whether any of these steps calls or does something, so that there is code to write for it. */
export function doesAnything(items: readonly Behaviour[]): boolean {
  return items.some((item) => stepsIn(item).some(({ side }) => side === "self" || side === "send-call"));
}
