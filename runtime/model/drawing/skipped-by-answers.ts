import { areApart } from "../policy/are-apart.ts";
import type { Fragment } from "../diagram-protocol.ts";
import { isFrame } from "../identities.ts";
import type { Skips } from "../orderings.ts";
import type { BranchPath, CallStep, FragmentId, ReplyStep, StepId } from "../steps.ts";

type SkippingStep = Pick<CallStep, "kind" | "within"> | Pick<ReplyStep, "kind" | "within" | "answers">;
type SkippingFragment = Pick<Fragment, "operator" | "within"> & { readonly branches: readonly unknown[] };
export type Skipped = ReadonlyMap<FragmentId, Skips>;

/**
 * An answer ends its path. By each fragment in a loop of which a branch answers, what this branch skips: the steps behind
 * the loop, up to where the same call is drawn answered once more. Steps and fragments are in drawing order.
 */
export function skippedByAnswers(
  steps: readonly (readonly [StepId, SkippingStep])[],
  fragments: readonly (readonly [FragmentId, SkippingFragment])[],
): Skipped {
  const table = new Map(fragments);
  const places = steps.map(([id, step]) => ({ id, step, path: withoutFrames(step.within, table) }));
  const inBranch = contents(places, fragments, table);
  const found = fragments.flatMap(([id, { operator, within, branches }]): [FragmentId, Skips][] => {
    if (operator !== "break" && operator !== "alt" && operator !== "opt") return [];
    const around = withoutFrames(within, table);
    const loop = around.findLastIndex(([one]) => isLoopOrPar(one, table));
    const [left] = around[loop] ?? [];
    if (left === undefined || table.get(left)?.operator !== "loop") return [];
    const path = around.slice(0, loop + 1);
    const skips = branches.flatMap((_, branch): [number, readonly StepId[]][] => {
      const calls = answeredIn(id, branch, inBranch);
      const skipped = [...calls].flatMap((call) => upToOtherAnswer(call, path, places, table));
      return skipped.length === 0 ? [] : [[branch, skipped]];
    });
    return skips.length === 0 ? [] : [[id, Object.fromEntries(skips)]];
  });
  return new Map(found);
}

interface Place {
  readonly id: StepId;
  readonly step: SkippingStep;
  readonly path: BranchPath;
}

interface Contents {
  /** The calls that answers among them answer. */
  readonly answered: readonly StepId[];
  readonly fragments: readonly (readonly [FragmentId, SkippingFragment])[];
}

/** By branch: what stands directly in it. */
function contents(
  places: readonly Place[],
  fragments: readonly (readonly [FragmentId, SkippingFragment])[],
  table: ReadonlyMap<FragmentId, SkippingFragment>,
): (fragment: FragmentId, branch: number) => Contents {
  const keyOf = (path: BranchPath): string => JSON.stringify(path.at(-1));
  const replies = Map.groupBy(places, ({ path }) => keyOf(path));
  const inner = Map.groupBy(fragments, ([, { within }]) => keyOf(withoutFrames(within, table)));
  return (fragment, branch) => {
    const key = keyOf([[fragment, branch]]);
    const answered = (replies.get(key) ?? []).flatMap(({ step }) =>
      step.kind === "reply" ? [step.answers] : [],
    );
    return { answered, fragments: inner.get(key) ?? [] };
  };
}

/** The calls that a branch answers, whichever way it goes. */
function answeredIn(
  fragment: FragmentId,
  branch: number,
  inBranch: (fragment: FragmentId, branch: number) => Contents,
): ReadonlySet<StepId> {
  const { answered, fragments } = inBranch(fragment, branch);
  const inAll = fragments.flatMap(([id, { operator, branches }]) => {
    if (operator !== "alt" && operator !== "opt") return [];
    const [first, ...others] = branches.map((_, index) => answeredIn(id, index, inBranch));
    return [...(first ?? [])].filter((call) => others.every((one) => one.has(call)));
  });
  return new Set([...answered, ...inAll]);
}

/** What comes after a loop up to the last answer to a call from outside of it. */
function upToOtherAnswer(
  call: StepId,
  loop: BranchPath,
  places: readonly Place[],
  table: ReadonlyMap<FragmentId, SkippingFragment>,
): readonly StepId[] {
  const isIn = (path: BranchPath, outer: BranchPath): boolean =>
    isSamePath(path.slice(0, outer.length), outer);
  const asked = places.find(({ id }) => id === call);
  const end = places.findLastIndex(({ path }) => isIn(path, loop));
  const answer = places.findLast(
    ({ step, path }, index) =>
      index > end && step.kind === "reply" && step.answers === call && !areApart(path, loop),
  );
  if (asked === undefined || answer === undefined || isIn(asked.path, loop)) return [];
  const shared = loop.findIndex(([one], depth) => answer.path[depth]?.[0] !== one);
  // Out of one branch of `par`, nothing ends what the others do.
  if (shared < 0 || loop.slice(shared).some(([one]) => table.get(one)?.operator === "par")) return [];
  const item = answer.path.slice(0, shared + 1);
  const last = places.findLastIndex(({ id, path }) =>
    item.length > shared ? path[shared]?.[0] === item[shared]?.[0] : id === answer.id,
  );
  return places.slice(end + 1, last + 1).map(({ id }) => id);
}

function isLoopOrPar(fragment: FragmentId, table: ReadonlyMap<FragmentId, SkippingFragment>): boolean {
  const operator = table.get(fragment)?.operator;
  return operator === "loop" || operator === "par";
}

function withoutFrames(within: BranchPath, table: ReadonlyMap<FragmentId, SkippingFragment>): BranchPath {
  return within.filter(([fragment]) => !isFrame(table.get(fragment)?.operator ?? "alt"));
}

function isSamePath(one: BranchPath, other: BranchPath): boolean {
  return (
    one.length === other.length &&
    one.every(([fragment, branch], index) => {
      const [id, number] = other[index] ?? [];
      return fragment === id && branch === number;
    })
  );
}
