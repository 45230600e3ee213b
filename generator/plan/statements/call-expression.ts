import type { CallStep, Operation, Parameter, TypeExpr } from "../../ir/model/diagram-model.ts";
import type { ClassContext, Flow, MethodContext } from "../context/method-context.ts";
import { operationAsked } from "../context/step-index.ts";
import { sentences } from "../context/sentences.ts";
import type { CallExpression, Expression } from "../model/expression.ts";
import type { ParameterPlan, TypeNode } from "../model/type-node.ts";
import { unionOf } from "../types/types.ts";
import { commandArguments } from "../values/redis-commands.ts";
import { entriesExpression, valueExpression } from "../values/values.ts";
import { answersOf } from "./call-result.ts";

/** The call alone, with what it passes. */
export function callExpression(step: CallStep, flow: Flow, context: MethodContext): CallExpression {
  const { owner } = context;
  const operation = operationOf(step, owner);
  if (step.kind === "self") {
    const known = operation?.parameters ?? parametersFrom(owner.stubs.parametersOf(methodName(step, owner)));
    const args = drawnArguments(known, step, flow, context);
    return { kind: "call", on: "this", name: methodName(step, owner), args };
  }
  const args = callArguments(step, operation, flow, context);
  return {
    ...target(step, flow, context),
    kind: "call",
    name: methodName(step, owner),
    args,
  } as CallExpression;
}

/** Lets the class have the method that a self-step asks for. */
export function declareSelfStep(step: CallStep, name: string, context: MethodContext): void {
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

export function methodName(step: CallStep, owner: ClassContext): string {
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
