import { camelCase } from "../../text/lexical/make-identifier.ts";
import { localsIn, type ClassContext, type Flow } from "../context/method-context.ts";
import type { Condition } from "../model/expression.ts";
import { awaitThis } from "./branches.ts";

/** `매진` of `2. 매진` and `Case 2: 매진`. */
function withoutNumber(label: string): string {
  const plain = label.replace(
    /^\s*(?:(?:case|scenario|step|flow|케이스|시나리오|단계|ケース|シナリオ)\s{0,3})?[#(]?\d{1,3}[.):-]{1,2}\s*(?=\S)/i,
    "",
  );
  return /\p{L}/u.test(plain) ? plain : label;
}

/** Asks the class whether a call is the one that is drawn so; it gets what the call brings. */
export function askCase(
  { label, operation }: { readonly label: string; readonly operation: string },
  flow: Flow,
  owner: ClassContext,
): { readonly method: string; readonly condition: Condition } {
  const parameters = localsIn(flow.scope).filter(({ isPort }) => !isPort);
  const method = owner.stubs.invented(
    {
      name: camelCase(withoutNumber(label), "isCase"),
      docs: [`Whether this call of ${operation} is the one that is drawn under "${label}".`],
      parameters: parameters.map(({ name, type }) => ({ name, type })),
      returns: { kind: "promise", of: { kind: "type", type: { kind: "boolean" } } },
    },
    "Case",
  );
  const names = parameters.map(({ name }) => name);
  return { method, condition: { kind: "holds", expression: awaitThis(method, names) } };
}
