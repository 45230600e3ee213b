import { isLeft } from "seqwright-runtime/model";
import type { Behaviour } from "../../protocol/model.ts";
import { stepsIn } from "../context/steps-in.ts";

/** The items, where what an answer out of a loop skips stands in the branches without such an answer. */
export function unlessAnswered(items: readonly Behaviour[]): readonly Behaviour[] {
  for (const [index, item] of items.entries()) {
    if (item.kind !== "choice" || item.skips === undefined) continue;
    const skips = new Set(Object.values(item.skips).flat());
    const last = items.findLastIndex((later) => stepsIn(later).some(({ step }) => skips.has(step)));
    if (last <= index) continue;
    const rest = items.slice(index + 1, last + 1);
    const branches = item.branches.map((branch, number): Behaviour =>
      isLeft(item, number) ? branch : { kind: "sequence", items: [branch, ...rest] },
    );
    const { skips: _, ...choice } = item;
    const folded: Behaviour = { ...choice, exits: false, branches };
    return [...items.slice(0, index), folded, ...unlessAnswered(items.slice(last + 1))];
  }
  return items;
}
