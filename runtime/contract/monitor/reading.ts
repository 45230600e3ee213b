import type { State } from "../../model/automaton.ts";
import type { DiagramProtocol } from "../../model/diagram-protocol.ts";
import type { BranchPath, FragmentId, Step, StepId } from "../../model/steps.ts";
import { nothingKnown, type Knowledge } from "../values/knowledge.ts";
import { operationsOf } from "./operations-of.ts";

/**
 * One way to read what has happened so far: where each real component stands in its ordering, what every participant
 * knows, and what has been decided. As long as several readings fit, the run keeps them all. A reading is a value:
 * trying whether something fits makes another one, and changes nothing.
 */
export interface Reading {
  readonly places: ReadonlyMap<string, Place>;
  /** By visit: the branches that may still be (or have been) taken. */
  readonly branches: ReadonlyMap<VisitKey, readonly number[]>;
  readonly rounds: ReadonlyMap<VisitKey, Rounds>;
  /** Values that have crossed arrows and on which branches depend; see `withFacts`. */
  readonly facts: ReadonlyMap<string, readonly Fact[]>;
}

/** A value that decides, and the rounds of the loops around the arrow that carried it. */
export interface Fact {
  readonly value: unknown;
  readonly rounds: readonly (readonly [loop: FragmentId, round: number])[];
}

export interface Place {
  readonly state: State;
  /** Loops entered, with the number of the round they are in, from 1. */
  readonly loops: ReadonlyMap<FragmentId, number>;
  readonly knowledge: Knowledge;
}

export interface Rounds {
  readonly atLeast: number;
  readonly exactly?: number;
  /** What the loop goes through, once the component has said so: one for each round. */
  readonly items?: readonly unknown[];
}

/** A fragment in certain rounds of the loops around it: what a decision is about. */
export type VisitKey = string;

export interface Visit {
  readonly key: VisitKey;
  /** 0 for the first visit; used to draw something else for later ones. */
  readonly ordinal: number;
}

/** Every automaton starts in its first state. */
const placeAtStart: Place = { state: 0, loops: new Map(), knowledge: nothingKnown };

/** Of those who have no ordering: they only know things. */
const nowhere: Place = { state: -1, loops: new Map(), knowledge: nothingKnown };

export function initialReading(components: readonly string[]): Reading {
  const places = components.map((component): [string, Place] => [component, placeAtStart]);
  return { places: new Map(places), branches: new Map(), rounds: new Map(), facts: new Map() };
}

/** The rounds of the loops around something, as text: names learnt in one round are not those of another. */
export function roundOf(protocol: DiagramProtocol, within: BranchPath, place: Place | undefined): string {
  return loopsAround(protocol, within)
    .map((loop) => `${loop}#${place?.loops.get(loop) ?? 0}/`)
    .join("");
}

/**
 * Where something is learnt: the operation of its participant, the branches of `par` that it stands in, and the rounds of
 * its loops. What is learnt in one such place says nothing about another beside it.
 */
export function scopeOf(
  protocol: DiagramProtocol,
  operation: StepId,
  within: BranchPath,
  place: Place | undefined,
): string {
  const parts = within.flatMap(([fragment, branch]) => {
    const operator = protocol.fragments[fragment]?.operator;
    if (operator === "par") return [`${fragment}:${branch}/`];
    return operator === "loop" ? [`${fragment}#${place?.loops.get(fragment) ?? 0}/`] : [];
  });
  return `${operation}|${parts.join("")}`;
}

/** Where the sender or the receiver of a step learns what it carries. */
export function scopeAt(protocol: DiagramProtocol, reading: Reading, step: Step, end: "from" | "to"): string {
  const operation = operationsOf(protocol).get(step)?.[end] ?? "";
  return scopeOf(protocol, operation, step.within, placeOf(reading, step[end]));
}

export function visitOf(
  protocol: DiagramProtocol,
  within: BranchPath,
  name: string,
  place: Place | undefined,
): Visit {
  const ordinal = loopsAround(protocol, within).reduce(
    (sum, loop) => sum + Math.max(0, (place?.loops.get(loop) ?? 1) - 1),
    0,
  );
  return { key: `${roundOf(protocol, within, place)}${separator}${name}`, ordinal };
}

const separator = "\u0000";

/** The fragment that a visit is of. */
export function visitedFragment(key: VisitKey): FragmentId {
  return key.slice(key.lastIndexOf(separator) + 1);
}

export function fragmentVisit(
  protocol: DiagramProtocol,
  fragment: FragmentId,
  place: Place | undefined,
): Visit {
  return visitOf(protocol, protocol.fragments[fragment]?.within ?? [], fragment, place);
}

/** Leaves only these branches open; undefined when none of them is. */
export function restrictBranches(
  reading: Reading,
  key: VisitKey,
  allowed: readonly number[],
): Reading | undefined {
  const before = reading.branches.get(key);
  const left = before === undefined ? allowed : before.filter((branch) => allowed.includes(branch));
  if (left.length === 0) return undefined;
  return { ...reading, branches: new Map(reading.branches).set(key, left) };
}

/** Fixes how often the loop runs; undefined when that cannot be any more. */
export function restrictRounds(
  reading: Reading,
  key: VisitKey,
  exactly: number,
  items?: readonly unknown[],
): Reading | undefined {
  const before = reading.rounds.get(key) ?? { atLeast: 0 };
  if ((before.exactly ?? exactly) !== exactly || before.atLeast > exactly) return undefined;
  return {
    ...reading,
    rounds: new Map(reading.rounds).set(key, {
      ...before,
      exactly,
      ...(items === undefined ? {} : { items }),
    }),
  };
}

export function placeOf(reading: Reading, component: string): Place {
  return reading.places.get(component) ?? nowhere;
}

export function withPlace(reading: Reading, component: string, place: Place): Reading {
  return { ...reading, places: new Map(reading.places).set(component, place) };
}

/** What a participant knows; a scripted one stands nowhere, but knows what it was told. */
export function knowledgeOf(reading: Reading, participant: string): Knowledge {
  return placeOf(reading, participant).knowledge;
}

export function withKnowledge(reading: Reading, participant: string, knowledge: Knowledge): Reading {
  return withPlace(reading, participant, { ...placeOf(reading, participant), knowledge });
}

/** Readings that agree in everything that matters later are one. */
export function distinct(readings: readonly Reading[], max = 64): readonly Reading[] {
  if (readings.length < 2) return readings;
  const byShape = new Map(readings.map((reading) => [shapeOf(reading), reading]));
  return [...byShape.values()].slice(0, max);
}

function shapeOf({ places, branches, rounds }: Reading): string {
  const standing = [...places]
    .filter(([, { state }]) => state !== nowhere.state)
    .map(([component, { state, loops }]) => [component, state, [...loops].sort()]);
  return JSON.stringify([
    standing,
    [...branches].sort(),
    [...rounds].map(([key, limits]) => [key, limits.atLeast, limits.exactly]).sort(),
  ]);
}

export function loopsAround(protocol: DiagramProtocol, within: BranchPath): readonly FragmentId[] {
  return within
    .map(([fragment]) => fragment)
    .filter((fragment) => protocol.fragments[fragment]?.operator === "loop");
}
