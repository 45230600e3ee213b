import type { DiagramModel, Fragment, Step } from "../ir/model/diagram-model.ts";
import type { Alignment } from "./align-diagrams.ts";
import { arrowText, placeOf } from "./arrow-text.ts";
import { breaks, type Change, type Effect, fitsStill, quoted } from "./change.ts";
import { arrowEffects } from "./compare-arrows.ts";
import { branchKey } from "./match-branches.ts";

/** What changed in fragments and their branches, and the arrows that are told with them. */
export interface BranchChanges {
  readonly changes: readonly Change[];
  readonly told: ReadonlySet<Step>;
}

export function compareBranches(alignment: Alignment): BranchChanges {
  const { before, now, branches } = alignment;
  const told = new Set<Step>();
  const isKnown = new Set(branches.values());
  const gone = branchesOf(before).filter(({ key }) => !branches.has(key));
  const fresh = branchesOf(now).filter(({ key }) => !isKnown.has(key));
  const cameOrWent = [
    ...gone.flatMap((branch) => wholeBranch("removed", branch, alignment, told)),
    ...fresh.flatMap((branch) => wholeBranch("added", branch, alignment, told)),
  ];
  return { changes: [...changedFragments(alignment), ...cameOrWent], told };
}

export interface Branch {
  readonly key: string;
  readonly fragment: Fragment;
  readonly index: number;
  readonly label: string;
}

export function branchesOf({ fragments }: DiagramModel): readonly Branch[] {
  return fragments.flatMap((fragment) =>
    fragment.branches.map(({ label }, index) => ({
      key: branchKey([fragment.id, index]),
      fragment,
      index,
      label,
    })),
  );
}

/** `the branch "FAILED" of alt`. */
export function branchText({ fragment, label }: Branch): string {
  const { operator } = fragment;
  return label === "" ? `a branch of ${operator}` : `the branch ${quoted(label)} of ${operator}`;
}

/** A branch of one diagram only, with its arrows; nothing where all of them are in the other diagram, too. */
function wholeBranch(
  kind: "added" | "removed",
  branch: Branch,
  alignment: Alignment,
  told: Set<Step>,
): readonly Change[] {
  const model = kind === "added" ? alignment.now : alignment.before;
  const alone = kind === "added" ? alignment.added : alignment.removed;
  const inside = alone.filter(
    (step) => !told.has(step) && step.within.some((part) => branchKey(part) === branch.key),
  );
  const [first] = inside;
  if (first === undefined) return [];
  for (const step of inside) told.add(step);
  const more = inside.length === 1 ? "" : ` and ${inside.length - 1} more`;
  const is = kind === "added" ? "is new" : "is gone";
  const place = placeOf(model, branch.fragment.branches[branch.index] ?? branch.fragment);
  return [
    {
      kind,
      of: "branch",
      words: `${branchText(branch)} ${is}, with ${arrowText(first)}${more}`,
      effects: worst(inside.flatMap((step) => arrowEffects(kind, step, alignment))),
      before: kind === "removed" ? place : undefined,
      now: kind === "added" ? place : undefined,
    },
  ];
}

/** One effect for each participant: what breaks counts. */
export function worst(effects: readonly Effect[]): readonly Effect[] {
  const found = new Map<string, Effect>();
  for (const effect of effects) {
    const known = found.get(effect.participant);
    if (known === undefined || (effect.isBreaking && !known.isBreaking))
      found.set(effect.participant, effect);
  }
  return [...found.values()];
}

/** Fragments that are in both diagrams, under other conditions. */
function changedFragments(alignment: Alignment): readonly Change[] {
  const { before, now, fragments, branches } = alignment;
  const fresh = new Map(branchesOf(now).map((branch) => [branch.key, branch]));
  const byId = new Map(now.fragments.map((fragment) => [fragment.id, fragment]));
  const changed = branchesOf(before).flatMap((branch): readonly Change[] => {
    const other = fresh.get(branches.get(branch.key) ?? "");
    const isCondition = branch.fragment.operator !== "par";
    if (other === undefined || other.label === branch.label || !isCondition) return [];
    const [old, guard] = [branch, other].map(({ fragment, index }) => fragment.branches[index]?.predicate);
    const isSame = old !== undefined && JSON.stringify(old) === JSON.stringify(guard);
    const why = isSame
      ? "the condition is in other words"
      : "what is in this branch happens on another condition";
    return [
      {
        kind: "changed",
        of: "branch",
        words: `${branchText(branch)} is ${quoted(other.label)} now`,
        effects: participantsIn(other.key, now).map((code) => (isSame ? fitsStill : breaks)(code, why)),
        before: placeOf(before, branch.fragment.branches[branch.index] ?? branch.fragment),
        now: placeOf(now, other.fragment.branches[other.index] ?? other.fragment),
      },
    ];
  });
  const turned = before.fragments.flatMap((fragment): readonly Change[] => {
    const other = byId.get(fragments.get(fragment.id) ?? "");
    if (other === undefined) return [];
    const isSame =
      other.operator === fragment.operator &&
      JSON.stringify(other.repetition) === JSON.stringify(fragment.repetition);
    if (isSame) return [];
    const words =
      other.operator === fragment.operator
        ? `${fragment.operator} ${quoted(fragment.branches[0]?.label ?? "")} goes round another number of times`
        : `${fragment.operator} ${quoted(fragment.branches[0]?.label ?? "")} is ${other.operator} now`;
    const codes = [
      ...new Set(other.branches.flatMap((_, index) => participantsIn(branchKey([other.id, index]), now))),
    ];
    return [
      {
        kind: "changed",
        of: "branch",
        words,
        effects: codes.map((code) => breaks(code, "what is in it happens in another way")),
        before: placeOf(before, fragment),
        now: placeOf(now, other),
      },
    ];
  });
  return [...turned, ...changed];
}

function participantsIn(key: string, { steps }: DiagramModel): readonly string[] {
  const inside = steps.filter(({ within }) => within.some((part) => branchKey(part) === key));
  return [...new Set(inside.flatMap(({ from, to }) => [from, to]))];
}
