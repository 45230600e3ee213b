import type { Decision, DrawnStep, Fragment, FragmentBranch } from "../diagram-protocol.ts";
import { branchPrefix, fragmentName, isFrame, stepName } from "../identities.ts";
import { nearestOpenCall } from "../nearest-open-call.ts";
import type { BranchPath, FragmentId, Schema, StepId } from "../steps.ts";
import type { Arrow } from "./arrows.ts";
import type { Drawn, DrawnBranch, DrawnFragment, Heading } from "./fragments.ts";
import type { Positions } from "./positions.ts";

/** Steps and fragments by their identities, in drawing order. */
export interface DrawnElements {
  readonly steps: Readonly<Record<StepId, DrawnStep>>;
  readonly fragments: Readonly<Record<FragmentId, Fragment>>;
}

interface Reading {
  readonly steps: [StepId, DrawnStep][];
  readonly fragments: [FragmentId, Fragment][];
  readonly positions: Positions;
  /** The methods by which components decide, by fragment and branch. */
  readonly decisions: DecisionsOf;
}

export type DecisionsOf = (
  fragment: FragmentId,
  branch: number,
  itemType: Schema | undefined,
) => readonly Decision[];

/** Where something stands: the branches around it, and what its identity begins with. */
interface Place {
  readonly within: BranchPath;
  readonly prefix: string;
}

/** Gives everything drawn its identity, its place and its line. */
export function readDrawing(
  drawn: readonly Drawn<Arrow>[],
  positions: Positions,
  decisions: DecisionsOf,
): DrawnElements {
  const reading: Reading = { steps: [], fragments: [], positions, decisions };
  readAll(drawn, { within: [], prefix: "" }, reading);
  return { steps: Object.fromEntries(reading.steps), fragments: Object.fromEntries(reading.fragments) };
}

function readAll(drawn: readonly Drawn<Arrow>[], place: Place, reading: Reading): void {
  for (const item of drawn) {
    if (item.kind === "arrow") readArrow(item, place, reading);
    else readFragment(item, place, reading);
  }
}

function readArrow(
  { from, to, name, text, carries }: Arrow,
  { within, prefix }: Place,
  reading: Reading,
): void {
  const { steps, positions } = reading;
  const base = { line: positions.steps[steps.length] ?? 0, text, from, to, within };
  const id = prefix + stepName(from, to, name);
  if (carries.kind === "call") {
    steps.push([id, { ...base, ...carries, kind: from === to ? "self" : "call" }]);
    return;
  }
  const answered = carries.answers ?? nearestOpenCall(steps, base);
  steps.push([id, { ...base, ...carries, answers: answered ?? "" }]);
}

function readFragment(drawn: DrawnFragment<Arrow>, place: Place, reading: Reading): void {
  const { operator, branches, number } = drawn;
  const [first] = branches;
  const id = place.prefix + fragmentName(operator, first?.heading.guard ?? "", number);
  reading.fragments.push([id, fragmentOf(drawn, id, place.within, reading)]);
  for (const [branch, { heading, items }] of branches.entries()) {
    readAll(items, isFrame(operator) ? place : placeIn(id, branch, heading.guard, place), reading);
  }
}

/** The place inside a branch. */
export function placeIn(fragment: FragmentId, branch: number, label: string, { within }: Place): Place {
  return { within: [...within, [fragment, branch]], prefix: branchPrefix(fragment, branch, label) };
}

function fragmentOf(
  { operator, branches }: DrawnFragment<Arrow>,
  id: FragmentId,
  within: BranchPath,
  { fragments, positions, decisions }: Reading,
): Fragment {
  const lines = positions.fragments[fragments.length] ?? [];
  const line = lines[0] ?? 0;
  const { item, lists, decides, ...heading } = branches[0]?.heading ?? { guard: "" };
  const times = timesOf(heading);
  return {
    operator,
    line,
    within,
    branches: branches.map((branch, index) =>
      branchOf(branch, lines[index] ?? line, decisions(id, index, branch.heading.itemType)),
    ),
    ...(times === undefined ? {} : { times }),
    ...(item === undefined ? {} : { item }),
    ...(lists === undefined ? {} : { lists }),
    ...(decides === undefined ? {} : { decides }),
  };
}

function timesOf({ times, atLeastOnce }: Pick<Heading, "times" | "atLeastOnce">): Fragment["times"] {
  if (times === undefined) return atLeastOnce === true ? { min: 1 } : undefined;
  const [min, max] = times;
  return { min: atLeastOnce === true ? Math.max(1, min) : min, max };
}

function branchOf(
  { heading }: DrawnBranch<Arrow>,
  line: number,
  decisions: readonly Decision[],
): FragmentBranch {
  return { guard: heading.guard, line, ...(heading.if === undefined ? {} : { if: heading.if }), decisions };
}
