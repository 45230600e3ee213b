import type { DiagramProtocol } from "../../model/diagram-protocol.ts";
import { branchLedTo, holds } from "../../model/guards/evaluate-guards.ts";
import type { BranchPath, Deciding, FragmentId, Step } from "../../model/steps.ts";
import { valueAt } from "../values/knowledge.ts";
import { branchesOpen } from "./branches-open.ts";
import { deepEqual } from "../values/deep-equal.ts";
import { fragmentVisit, loopsAround, placeOf, type Fact, type Place, type Reading } from "./reading.ts";

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
  const place = placeOf(reading, participant);
  const rounds = loopsAround(protocol, within).map((loop) => [loop, place.loops.get(loop) ?? 0] as const);
  const facts = new Map(reading.facts);
  for (const { fragment, name, field } of decides) {
    const key = factKey(fragment, name);
    const others = facts.get(key)?.filter((other) => !deepEqual(other.rounds, rounds)) ?? [];
    facts.set(key, [...others, { value: valueAt(message, field), rounds }]);
  }
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
  if (
    drawn === undefined ||
    drawn.operator === "loop" ||
    !drawn.branches.some((branch) => branch.if !== undefined)
  )
    return undefined;
  return branchLedTo(
    drawn.branches.map((branch) => branch.if),
    (name) => factOf(protocol, reading, fragment, name, place),
  );
}

/**
 * Whether a loop goes on with another round once a participant has done those that it has; `undefined` where neither
 * what is known nor a limit says so.
 */
export function roundKnown(
  protocol: DiagramProtocol,
  reading: Reading,
  loop: FragmentId,
  place: Place | undefined,
): boolean | undefined {
  const drawn = protocol.fragments[loop];
  const predicate = drawn?.branches[0]?.if;
  if (drawn === undefined || predicate === undefined) return undefined;
  const done = place?.loops.get(loop) ?? 0;
  if (done < (drawn.times?.min ?? 0)) return true;
  if (done >= (drawn.times?.max ?? Number.POSITIVE_INFINITY)) return false;
  return holds(predicate, (name) => factOf(protocol, reading, loop, name, place));
}

/**
 * What is known of a value that the guards of a fragment name, where a participant stands: the latest that was said in
 * the same rounds of the loops around, or before them. A loop asks after its rounds, so any that is done counts.
 */
export function factOf(
  protocol: DiagramProtocol,
  reading: Reading,
  fragment: FragmentId,
  name: string,
  place: Place | undefined,
): Fact | undefined {
  const around = loopsAround(protocol, protocol.fragments[fragment]?.within ?? []);
  const isPast = ([loop, round]: Fact["rounds"][number]): boolean => {
    const now = place?.loops.get(loop) ?? 0;
    return loop === fragment ? round <= now : round === now || !around.includes(loop);
  };
  return reading.facts.get(factKey(fragment, name))?.findLast(({ rounds }) => rounds.every(isPast));
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

function factKey(fragment: FragmentId, name: string): string {
  return JSON.stringify([fragment, name]);
}
