import { alternative, asks, loop, type Ordering, sequence, type StepId, when } from "../../../../runtime/index.ts";

type Part = StepId | { readonly [fragment: string]: readonly (readonly Part[])[] };

/** An ordering from a nested list: steps in a row, `{ fragment: [branch, branch] }`, and loops as `{ "loop …": [body] }`. */
export function ordering(...parts: readonly Part[]): Ordering {
  return sequence(...parts.map(one));
}

function one(part: Part): Ordering {
  // Which side of a step the component is on has no part in what may come when.
  if (typeof part === "string") return asks(part);
  const [[fragment, branches] = ["", []]] = Object.entries(part);
  return fragment.startsWith("loop")
    ? loop(fragment, ...(branches[0] ?? []).map(one))
    : alternative(fragment, ...branches.map((body) => when("", ...body.map(one))));
}
