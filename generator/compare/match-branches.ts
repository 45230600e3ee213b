import type { BranchPath, DiagramModel, Fragment, FragmentId } from "../ir/model/diagram-model.ts";
import type { ArrowPair } from "./align-diagrams.ts";

/** Which fragments and branches of one diagram are which of another. */
export interface Branches {
  readonly fragments: ReadonlyMap<FragmentId, FragmentId>;
  /** By `branchKey`. */
  readonly branches: ReadonlyMap<string, string>;
}

export function branchKey([fragment, branch]: BranchPath[number]): string {
  return JSON.stringify([fragment, branch]);
}

/** Below this share of common arrows, fragments are different ones. */
const shared = 0.3;

/** Fragments and branches are the same that hold the same arrows, whatever their guards say now. */
export function matchBranches(
  before: DiagramModel,
  now: DiagramModel,
  pairs: readonly ArrowPair[],
): Branches {
  const votes = new Map<string, Map<string, number>>();
  const vote = (one: string, other: string): void => {
    const of = votes.get(one) ?? new Map<string, number>();
    votes.set(one, of.set(other, (of.get(other) ?? 0) + 1));
  };
  for (const pair of pairs)
    for (const one of pair.before.within)
      for (const other of pair.now.within) {
        vote(one[0], other[0]);
        vote(branchKey(one), branchKey(other));
      }
  const [old, fresh] = [sizesOf(before), sizesOf(now)];
  const share = (one: string, other: string): number => {
    const all = (old.get(one) ?? 0) + (fresh.get(other) ?? 0);
    return all === 0 ? 0 : (2 * (votes.get(one)?.get(other) ?? 0)) / all;
  };
  const byId = new Map(now.fragments.map((fragment) => [fragment.id, fragment]));
  const likely = before.fragments.flatMap((one) => {
    const others = [one.id, ...(votes.get(one.id)?.keys() ?? [])].map((id) => byId.get(id));
    return others.flatMap((other): readonly Candidate<Fragment>[] => {
      if (other === undefined) return [];
      const score = share(one.id, other.id);
      if (one.id !== other.id && score < shared) return [];
      const alike = one.operator === other.operator ? 0.1 : 0;
      const depth = one.within.length === other.within.length ? 0.1 : 0;
      return [{ one, other, score: one.id === other.id ? 2 : score + alike + depth }];
    });
  });
  const fragments = bestPairs(likely, ({ id }) => id);
  const branches = new Map<string, string>();
  for (const one of before.fragments) {
    const other = byId.get(fragments.get(one.id) ?? "");
    if (other === undefined) continue;
    const [left, right] = [branchesOf(one), branchesOf(other)];
    const all = left.flatMap((a) =>
      right.map((b) => {
        const score = share(a.key, b.key);
        return {
          one: a,
          other: b,
          score: (a.label !== "" && a.label === b.label ? 0.5 : 0) + (score >= shared ? score : 0),
        };
      }),
    );
    const found = bestPairs(
      all.filter(({ score }) => score > 0),
      ({ key }) => key,
    );
    for (const [a, b] of found) branches.set(a, b);
  }
  return { fragments, branches };
}

/** How many arrows are in each fragment and branch. */
function sizesOf({ steps }: DiagramModel): ReadonlyMap<string, number> {
  const sizes = new Map<string, number>();
  const count = (key: string): void => void sizes.set(key, (sizes.get(key) ?? 0) + 1);
  for (const { within } of steps)
    for (const part of within) {
      count(part[0]);
      count(branchKey(part));
    }
  return sizes;
}

function branchesOf({ id, branches }: Fragment): readonly { readonly key: string; readonly label: string }[] {
  return branches.map(({ label }, index) => ({ key: branchKey([id, index]), label }));
}

interface Candidate<T> {
  readonly one: T;
  readonly other: T;
  readonly score: number;
}

/** Each with the best that is still free. */
function bestPairs<T>(all: readonly Candidate<T>[], key: (item: T) => string): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  const taken = new Set<string>();
  for (const { one, other } of all.toSorted((a, b) => b.score - a.score)) {
    if (found.has(key(one)) || taken.has(key(other))) continue;
    found.set(key(one), key(other));
    taken.add(key(other));
  }
  return found;
}

/** The branches around an arrow as they would be had it not moved, and as they are. */
export function branchesAround(
  { before, now }: ArrowPair,
  { branches }: Branches,
): readonly [string, string] {
  const expected = before.within.map((part) => branches.get(branchKey(part)) ?? `gone ${branchKey(part)}`);
  return [expected.join("\n"), now.within.map(branchKey).join("\n")];
}
