import type { TypeExpr } from "../../ir/model/diagram-model.ts";
import type { Condition, Expression } from "../model/expression.ts";
import { awaitThis } from "./branches.ts";
import { localsIn, type Flow, type MethodContext } from "../context/method-context.ts";
import type { Resolved } from "../context/scope.ts";
import { valueExpression } from "../values/values.ts";

/** Asks the class itself; it gets all data that is known by now. */
export function decision(method: string, flow: Flow, context: MethodContext): Condition {
  const asked = {
    docs: (guard: string) =>
      guard === ""
        ? "Whether to take this way; the diagram does not say when."
        : `Whether to go on with "${guard}".`,
    returns: { kind: "boolean" },
  } as const;
  return { kind: "holds", expression: askClass(method, asked, flow, context) };
}

/** Asks the class what a loop goes through. Where that is `known`, it is what the method yields until the developer knows better. */
export function askForItems(
  method: string,
  element: TypeExpr,
  known: Resolved["expression"] | undefined,
  flow: Flow,
  context: MethodContext,
): Expression {
  const docs = (guard: string): string => `What "${guard}" goes through.`;
  return askClass(method, { docs, returns: { kind: "list", element }, known }, flow, context);
}

interface Asked {
  readonly docs: (guard: string) => string;
  readonly returns: TypeExpr;
  /** What is answered as far as the diagram says; a stub without it. */
  readonly known?: Resolved["expression"] | undefined;
}

function askClass(method: string, asked: Asked, flow: Flow, context: MethodContext): Expression {
  const { owner } = context;
  const name = owner.names.methods.get(method) ?? method;
  const decided = owner.decisions.find((candidate) => candidate.method === method);
  const guard = decided?.guard ?? method;
  const parameters = localsIn(flow.scope).filter(
    ({ isPort, name: local }) => !isPort && (asked.known === undefined || local === asked.known.root),
  );
  owner.stubs.declared({
    name,
    of: decided === undefined ? [] : [`${decided.fragment} / ${decided.branch}`],
    docs: [asked.docs(guard)],
    parameters: parameters.map(({ name, type }) => ({ name, type })),
    returns: { kind: "promise", of: { kind: "type", type: asked.returns } },
    ...(asked.known === undefined ? {} : { statements: [{ kind: "return", value: asked.known }] }),
  });
  const wanted = owner.stubs.parametersOf(name) ?? [];
  const byType = wanted.map((parameter) =>
    parameters.find((known) => JSON.stringify(known) === JSON.stringify({ ...parameter, isPort: false })),
  );
  if (byType.every((known) => known !== undefined))
    return awaitThis(
      name,
      byType.map((known) => known.name),
    );
  const args = wanted.map((parameter) =>
    valueExpression(
      { kind: "from", path: parameter.name },
      parameter.type.kind === "type" ? parameter.type.type : undefined,
      { name: parameter.name, receiver: name },
      flow,
      context,
    ),
  );
  return { kind: "await", of: { kind: "call", on: "this", name, args } };
}
