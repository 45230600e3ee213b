import { camelCase } from "../../text/lexical/make-identifier.ts";
import { localsIn, type ClassContext, type Flow } from "../context/method-context.ts";
import type { Condition } from "../model/expression.ts";
import { awaitThis } from "./branches.ts";

/** Asks the class whether a call is the one that is drawn so; it gets what the call brings. */
export function askCase(
  { label, operation }: { readonly label: string; readonly operation: string },
  flow: Flow,
  owner: ClassContext,
): { readonly method: string; readonly condition: Condition } {
  const parameters = localsIn(flow.scope).filter(({ isPort }) => !isPort);
  const method = owner.stubs.invented(
    {
      name: camelCase(label, "isCase"),
      docs: [`Whether this call of ${operation} is the one that is drawn under "${label}".`],
      parameters: parameters.map(({ name, type }) => ({ name, type })),
      returns: { kind: "promise", of: { kind: "type", type: { kind: "boolean" } } },
    },
    "Case",
  );
  const names = parameters.map(({ name }) => name);
  return { method, condition: { kind: "holds", expression: awaitThis(method, names) } };
}
