import type { DiagramProtocol } from "../../model/diagram-protocol.ts";
import { branchLedTo } from "../../model/guards/evaluate-guards.ts";
import type { BranchPath, Deciding, FragmentId, Step } from "../../model/steps.ts";
import { valueAt } from "../values/knowledge.ts";
import { branchesOpen } from "./branches-open.ts";
import { fragmentVisit, placeOf, roundOf, type Place, type Reading } from "./reading.ts";

/** Notes the parts of a message on which branches depend; from then on only the branches that they lead to are open. */
export function withFacts(
  protocol: DiagramProtocol,
  reading: Reading,
  decides: readonly Deciding[],
  within: BranchPath,
  participant: string,
  message: unknown,
): Reading {
  if (decides.length === 0) return reading;
  const round = roundOf(protocol, within, placeOf(reading, participant));
  const facts = new Map(reading.facts);
  for (const { fragment, name, field } of decides)
    facts.set(factKey(fragment, name, round), { value: valueAt(message, field) });
  return { ...reading, facts };
}

/** The branch of a fragment that what is known leads to, where a participant stands; `undefined` where that does not say. */
export function branchKnown(
  protocol: DiagramProtocol,
  reading: Reading,
  fragment: FragmentId,
  place: Place | undefined,
): number | "none" | undefined {
  const drawn = protocol.fragments[fragment];
  if (drawn === undefined || !drawn.branches.some((branch) => branch.if !== undefined)) return undefined;
  return branchLedTo(
    drawn.branches.map((branch) => branch.if),
    (name) => factOf(protocol, reading, fragment, name, place),
  );
}

/** What is known of a value that the guards of a fragment name, where a participant stands. */
export function factOf(
  protocol: DiagramProtocol,
  reading: Reading,
  fragment: FragmentId,
  name: string,
  place: Place | undefined,
): { readonly value: unknown } | undefined {
  const within = protocol.fragments[fragment]?.within ?? [];
  for (const round of roundsAround(protocol, within, place)) {
    const fact = reading.facts.get(factKey(fragment, name, round));
    if (fact !== undefined) return fact;
  }
  return undefined;
}

/** The branches of a fragment that are still open to a participant; undefined when all of them are. */
export function openBranches(
  protocol: DiagramProtocol,
  reading: Reading,
  fragment: FragmentId,
  place: Place | undefined,
): readonly number[] | undefined {
  const { key } = fragmentVisit(protocol, fragment, place);
  const decided = reading.branches.get(key);
  const known = branchKnown(protocol, reading, fragment, place);
  if (typeof known !== "number") return decided;
  return decided === undefined ? [known] : decided.filter((branch) => branch === known);
}

/** Whether a step that stands in a branch belongs to one that its own values lead to. */
export function leadsElsewhere(
  protocol: DiagramProtocol,
  reading: Reading,
  step: Step,
  participant: string,
): boolean {
  return step.decides.some(({ fragment }) => {
    const known = branchKnown(protocol, reading, fragment, placeOf(reading, participant));
    return typeof known === "number" && !branchesOpen(protocol, step, fragment).includes(known);
  });
}

/** Which of these stands in an ordering of its own, so that it has rounds. */
export function standing(reading: Reading, ...participants: readonly [string, ...string[]]): string {
  return participants.find((one) => placeOf(reading, one).state >= 0) ?? participants[0];
}

/** The rounds of the loops around a fragment, and of each part of them: what was said before a loop holds inside of it. */
function roundsAround(
  protocol: DiagramProtocol,
  within: BranchPath,
  place: Place | undefined,
): readonly string[] {
  const all = within.map((_, index) => roundOf(protocol, within.slice(0, within.length - index), place));
  return [...new Set([...all, ""])];
}

function factKey(fragment: FragmentId, name: string, round: string): string {
  return JSON.stringify([fragment, name, round]);
}
