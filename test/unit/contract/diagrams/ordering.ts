import type { Ordering, StepId } from "../../../../runtime/model/index.ts";

type Part = StepId | { readonly [fragment: string]: readonly (readonly Part[])[] };

/**
 * An ordering from a nested list: steps in a row, `{ fragment: [branch, branch] }`, loops as `{ "loop …": [body] }`,
 * breaks as `{ "break …": [leaving, going on] }`, and parts side by side as `{ "par …": [branch, branch] }`.
 */
export function ordering(...parts: readonly Part[]): Ordering {
  return { kind: "sequence", items: parts.map(partOf) };
}

function partOf(part: Part): Ordering {
  // Which side of a step the component is on makes no difference to the order.
  if (typeof part === "string") return { kind: "step", step: part, side: "send-call" };
  const [[fragment, drawn] = ["", []]] = Object.entries(part);
  const branches = drawn.map((items) => ordering(...items));
  const knowledge = { kind: "irrelevant" } as const;
  if (fragment.startsWith("loop")) return { kind: "loop", fragment, body: branches[0] ?? ordering(), knowledge };
  if (fragment.startsWith("par")) return { kind: "parallel", fragment, branches };
  return { kind: "choice", fragment, branches, exits: fragment.startsWith("break"), knowledge };
}
