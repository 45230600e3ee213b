import type { BranchPath } from "../ir/model/diagram-model.ts";
import type { Alignment } from "./align-diagrams.ts";
import { arrowText, placeOf } from "./arrow-text.ts";
import { breaks, type Change } from "./change.ts";
import { branchesOf, branchText } from "./compare-branches.ts";
import { branchesAround, branchKey } from "./match-branches.ts";

/** Arrows that stand in other branches than before, told together where they moved together. */
export function movedArrows(alignment: Alignment): readonly Change[] {
  const { before, now, pairs } = alignment;
  const groups = new Map<
    string,
    { readonly path: BranchPath; readonly pairs: Alignment["pairs"][number][] }
  >();
  for (const pair of pairs) {
    const [expected, found] = branchesAround(pair, alignment);
    if (expected === found) continue;
    const key = JSON.stringify([expected, found]);
    const group = groups.get(key) ?? { path: pair.now.within, pairs: [] };
    groups.set(key, group);
    group.pairs.push(pair);
  }
  const labels = new Map(branchesOf(now).map((branch) => [branch.key, branchText(branch)]));
  return [...groups.values()].flatMap(({ path, pairs: moved }): readonly Change[] => {
    const [first] = moved;
    if (first === undefined) return [];
    const inner = path.at(-1);
    const where =
      inner === undefined ? "outside of all branches" : `in ${labels.get(branchKey(inner)) ?? "a branch"}`;
    const codes = [...new Set(moved.flatMap(({ now: { from, to } }) => [from, to]))];
    const more = moved.length === 1 ? "" : ` and ${moved.length - 1} more`;
    return [
      {
        kind: "moved",
        of: "arrow",
        words: `${arrowText(first.now)}${more} ${moved.length === 1 ? "stands" : "stand"} ${where} now`,
        effects: codes.map((code) => breaks(code, "it happens on another condition")),
        before: placeOf(before, first.before),
        now: placeOf(now, first.now),
      },
    ];
  });
}
