import type { BranchPath, DiagramModel, FragmentId, FragmentOperator } from "../ir/model/diagram-model.ts";
import type { Alignment, ArrowPair } from "./align-diagrams.ts";
import { arrowText, placeOf } from "./arrow-text.ts";
import { breaks, type Change } from "./change.ts";
import { branchesAround } from "./match-branches.ts";

/** Arrows that come earlier or later than before, for whoever sends or gets them. */
export function changedOrder(alignment: Alignment): readonly Change[] {
  const { before, now } = alignment;
  // Those that are in other branches are told as such.
  const pairs = alignment.pairs.filter((pair) => {
    const [expected, found] = branchesAround(pair, alignment);
    return expected === found;
  });
  const position = new Map(now.steps.map(({ id }, index) => [id, index]));
  const places = pairs.map((pair) => ({ pair, at: position.get(pair.now.id) ?? 0 }));
  const stay = new Set(longestRise(places.map(({ at }) => at)).map((index) => places[index]));
  const free = freeOrders(before, now);
  const isMoved = (pair: ArrowPair): boolean =>
    places.some((place) => place.pair === pair && !stay.has(place));
  return places.flatMap((place, index): readonly Change[] => {
    if (stay.has(place)) return [];
    const { pair, at } = place;
    // An answer moves along with its call.
    const call = pair.now.kind === "reply" ? pair.now.answers : undefined;
    const caller = call === undefined ? undefined : pairs.find((one) => one.now.id === call);
    if (caller !== undefined && isMoved(caller)) return [];
    const met = places.filter(
      (other, otherIndex) =>
        otherIndex < index !== other.at < at && other !== place && !free(pair, other.pair),
    );
    const ends = [...new Set([pair.now.from, pair.now.to])];
    const hurt = ends.filter((code) =>
      met.some(({ pair: { now: step } }) => step.from === code || step.to === code),
    );
    const nearest = met.find(({ pair: { now: step } }) =>
      hurt.some((code) => step.from === code || step.to === code),
    );
    if (nearest === undefined) return [];
    const comes = at < nearest.at ? "before" : "after";
    return [
      {
        kind: "moved",
        of: "arrow",
        words: `${arrowText(pair.now)} comes ${comes} ${arrowText(nearest.pair.now)} now`,
        effects: hurt.map((code) => breaks(code, "its arrows come in another order")),
        before: placeOf(before, pair.before),
        now: placeOf(now, pair.now),
      },
    ];
  });
}

/** Two arrows whose order says nothing: they are in branches of which one is taken, or that are gone through at once. */
function freeOrders(before: DiagramModel, now: DiagramModel): (one: ArrowPair, other: ArrowPair) => boolean {
  const [old, fresh] = [operators(before), operators(now)];
  return (one, other) => {
    const was = parting(one.before.within, other.before.within, old);
    const is = parting(one.now.within, other.now.within, fresh);
    return was !== undefined && was === is;
  };
}

function operators({ fragments }: DiagramModel): ReadonlyMap<FragmentId, FragmentOperator> {
  return new Map(fragments.map(({ id, operator }) => [id, operator]));
}

/** The kind of fragment in whose different branches two arrows are. */
function parting(
  one: BranchPath,
  other: BranchPath,
  operatorOf: ReadonlyMap<FragmentId, FragmentOperator>,
): FragmentOperator | undefined {
  const at = one.findIndex(([fragment, branch], index) => {
    const there = other[index];
    return there === undefined || there[0] !== fragment || there[1] !== branch;
  });
  const [left, right] = [one[at], other[at]];
  return left !== undefined && right !== undefined && left[0] === right[0]
    ? operatorOf.get(left[0])
    : undefined;
}

/** Indexes of a longest rising subsequence: what keeps its order. */
function longestRise(values: readonly number[]): readonly number[] {
  const ends: number[] = [];
  const previous: (number | undefined)[] = [];
  for (const [index, value] of values.entries()) {
    let [low, high] = [0, ends.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((values[ends[middle] ?? 0] ?? 0) < value) low = middle + 1;
      else high = middle;
    }
    previous[index] = low > 0 ? ends[low - 1] : undefined;
    ends[low] = index;
  }
  const rise: number[] = [];
  for (let at = ends.at(-1); at !== undefined; at = previous[at]) rise.push(at);
  return rise.toReversed();
}
