import type { Behaviour } from "../../protocol/model.ts";
import { stepsIn } from "../context/steps-in.ts";

/** The items, where what the answer in a `break` skips stands in the branch that goes past the break. */
export function unlessAnswered(items: readonly Behaviour[]): readonly Behaviour[] {
  for (const [index, item] of items.entries()) {
    if (item.kind !== "choice" || !item.exits || item.skips === undefined) continue;
    const skips = new Set(item.skips);
    const last = items.findLastIndex((later) => stepsIn(later).some(({ step }) => skips.has(step)));
    if (last <= index) continue;
    const [leaving, ...others] = item.branches;
    if (leaving === undefined) continue;
    const rest = items.slice(index + 1, last + 1);
    const past = others.map((branch): Behaviour => ({ kind: "sequence", items: [branch, ...rest] }));
    const { skips: _, ...choice } = item;
    const folded: Behaviour = { ...choice, exits: false, branches: [leaving, ...past] };
    return [...items.slice(0, index), folded, ...unlessAnswered(items.slice(last + 1))];
  }
  return items;
}
