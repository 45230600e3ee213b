import type { Condition, Expression } from "./emit-plan.ts";
import { awaitThis } from "./branches.ts";
import { localsIn, type Flow, type MethodContext } from "./method-context.ts";
import { valueExpression } from "./values.ts";

/** Asks the class itself; it gets all data that is known by now. */
export function decision(method: string, flow: Flow, context: MethodContext): Condition {
  return { kind: "holds", expression: askClass(method, "yes-no", flow, context) };
}

export function askClass(
  method: string,
  answers: "yes-no" | "items",
  flow: Flow,
  context: MethodContext,
): Expression {
  const { owner } = context;
  const name = owner.names.methods.get(method) ?? method;
  const guard = owner.decisions.find((candidate) => candidate.method === method)?.guard ?? method;
  const parameters = localsIn(flow.scope).filter(({ isPort }) => !isPort);
  owner.stubs.declared({
    name,
    docs: [answers === "items" ? `What "${guard}" goes through.` : `Whether to go on with "${guard}".`],
    parameters: parameters.map(({ name, type }) => ({ name, type })),
    returns: {
      kind: "promise",
      of: {
        kind: "type",
        type: answers === "items" ? { kind: "list", element: { kind: "json" } } : { kind: "boolean" },
      },
    },
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
