import type { Decision } from "../../model/diagram-protocol.ts";
import type { FragmentId } from "../../model/steps.ts";
import {
  fragmentVisit,
  placeOf,
  restrictBranches,
  restrictRounds,
  withPlace,
  type Reading,
} from "../monitor/reading.ts";
import { decide } from "../monitor/decide.ts";
import { openBranches } from "../monitor/facts.ts";
import { clean, nameOf } from "../report/describe-step.ts";
import type { Asked } from "../instances/drawn-methods.ts";
import { closure, type Guide, transitionsFrom } from "../monitor/next-steps.ts";
import { allowedNext, fail, type RunState } from "../state/run-state.ts";
import { samplesOfSchema, steered } from "../draw/steer.ts";
import { branchFor, drawn, itemKey, roundsFor } from "../draw/scenario.ts";

const questionsMax = 2_000;

/** Answers in place of a component's decision method, as drawn, and holds the component to the answer. */
export function answerDecision(
  state: RunState,
  component: string,
  method: string,
  asked: readonly Asked[],
): unknown {
  state.course.goOn();
  state.questions.asked += 1;
  if (state.questions.asked > questionsMax) {
    fail(state, {
      kind: "stalled",
      step: allowedNext(state, component)[0],
      sentence: `${nameOf(state.subject.protocol, component)} asks ${clean(method, 60)}() again and again: more than ${questionsMax} times in one run.`,
      expected: allowedNext(state, component),
      observed: `${clean(method, 60)}()`,
    });
    throw new Error("this run is over");
  }
  const about = askedAbout(state, component, asked);
  if (about === undefined) return undefined;
  const isSettled = settledBefore(state, component, about);
  const answer =
    about.decision.answers === "items" ? items(state, component, about) : yesOrNo(state, component, about);
  if (!isSettled)
    state.used.note(
      `${clean(method, 60)}(): ${Array.isArray(answer) ? `${answer.length} items` : answer === true ? "yes" : "no"}`,
    );
  return answer;
}

/** Which of the places where this method is drawn it is asked at now. */
export function askedAbout(state: RunState, component: string, asked: readonly Asked[]): Asked | undefined {
  const now = asked.find((one) =>
    state.monitor.readings.some((reading) => standingAt(state, reading, component, one) !== undefined),
  );
  return now ?? asked[0];
}

/** From now on the component is held to what its method has answered. */
export function holdTo(
  state: RunState,
  component: string,
  asked: Asked,
  answer: boolean | readonly unknown[],
): void {
  if (typeof answer !== "boolean") return holdToItems(state, component, asked, answer);
  if (state.subject.protocol.fragments[asked.fragment]?.operator === "loop")
    return holdToRound(state, component, asked, answer);
  return holdToBranch(state, component, asked, answer);
}

/** Whether what has crossed the arrows leaves no choice: then there is nothing to tell but the data. */
function settledBefore(state: RunState, component: string, asked: Asked): boolean {
  const { protocol } = state.subject;
  const { fragment, branch, decision } = asked;
  const reading = firstStanding(state, component, asked) ?? state.monitor.readings[0];
  if (reading === undefined || decision.answers === "items") return false;
  const { key } = fragmentVisit(protocol, fragment, placeOf(reading, component));
  if (protocol.fragments[fragment]?.operator === "loop")
    return reading.rounds.get(key)?.exactly !== undefined;
  const open = openBranches(protocol, reading, fragment, placeOf(reading, component));
  return open !== undefined && (open.length === 1 || !open.includes(branch));
}

function items(state: RunState, component: string, asked: Asked): readonly unknown[] {
  const { all, done } = allItems(state, component, asked);
  const left = all.slice(done);
  holdToItems(state, component, asked, left);
  return left;
}

/** These are left for the rounds to come. */
function holdToItems(state: RunState, component: string, asked: Asked, left: readonly unknown[]): void {
  const { protocol } = state.subject;
  const { fragment } = asked;
  state.monitor.narrow((reading) => {
    // A loop around it may have to go on first: it is asked in a round of that.
    const one = standingAt(state, reading, component, asked) ?? reading;
    const place = placeOf(one, component);
    const { key } = fragmentVisit(protocol, fragment, place);
    const done = place.loops.get(fragment) ?? 0;
    const before = one.rounds.get(key)?.items?.slice(0, done) ?? Array.from({ length: done });
    const all = [...before, ...left];
    return restrictRounds(one, key, all.length, all);
  });
}

/** What a component that looks again finds: one that has gone through some rounds already finds the others only. */
export function itemsLeft(state: RunState, component: string, asked: Asked): readonly unknown[] {
  const { all, done } = allItems(state, component, asked);
  return all.slice(done);
}

interface Items {
  readonly all: readonly unknown[];
  /** How many rounds have been begun. */
  readonly done: number;
}

function allItems(state: RunState, component: string, asked: Asked): Items {
  const { protocol } = state.subject;
  const { fragment, decision } = asked;
  const reading = firstStanding(state, component, asked) ?? state.monitor.readings[0];
  const place = reading && placeOf(reading, component);
  const { key, ordinal } = fragmentVisit(protocol, fragment, place);
  const rounds = reading?.rounds.get(key);
  const done = place?.loops.get(fragment) ?? 0;
  if (rounds?.items !== undefined) return { all: rounds.items, done };
  const count = roundsFor(state.scenario, fragment, ordinal, rounds);
  const values = state.scenario.values.get(itemKey(fragment, component, decision.method));
  const all = Array.from({ length: count }, (_, index) => {
    const item = drawn(values, index) ?? `item ${index + 1}`;
    return reading === undefined
      ? item
      : steeredItem(state, component, fragment, decision, item, index, reading);
  });
  return { all, done };
}

/** An item that leads to the branches which the scenario takes in its round. */
function steeredItem(
  state: RunState,
  component: string,
  fragment: FragmentId,
  { type }: Decision,
  item: unknown,
  index: number,
  reading: Reading,
): unknown {
  const { protocol } = state.subject;
  const { decides = [], within = [] } = protocol.fragments[fragment] ?? {};
  if (decides.length === 0 || type === undefined) return item;
  const place = placeOf(reading, component);
  const loops = new Map(place.loops).set(fragment, index + 1);
  return steered(protocol, state.scenario, withPlace(reading, component, { ...place, loops }), item, {
    decides,
    within: [...within, [fragment, 0]],
    participant: component,
    fits: (changed) => type.safeParse(changed).success,
    others: () => samplesOfSchema(type),
  });
}

function yesOrNo(state: RunState, component: string, asked: Asked): boolean {
  return state.subject.protocol.fragments[asked.fragment]?.operator === "loop"
    ? anotherRound(state, component, asked)
    : takesBranch(state, component, asked);
}

function anotherRound(state: RunState, component: string, asked: Asked): boolean {
  const { protocol } = state.subject;
  const { fragment } = asked;
  const reading = firstStanding(state, component, asked) ?? state.monitor.readings[0];
  const place = reading && placeOf(reading, component);
  const { key, ordinal } = fragmentVisit(protocol, fragment, place);
  const done = place?.loops.get(fragment) ?? 0;
  const answer = done < roundsFor(state.scenario, fragment, ordinal, reading?.rounds.get(key));
  holdToRound(state, component, asked, answer);
  return answer;
}

function holdToRound(state: RunState, component: string, asked: Asked, answer: boolean): void {
  if (firstStanding(state, component, asked) === undefined) return;
  state.monitor.narrow((one) => {
    const at = standingAt(state, one, component, asked);
    const transition =
      at &&
      choicesAt(state, at, component).find((choice) => (answer ? "repeat" in choice : "leave" in choice));
    return at && transition && decide(state.subject.protocol, at, component, transition);
  });
}

function takesBranch(state: RunState, component: string, asked: Asked): boolean {
  const { protocol } = state.subject;
  const { fragment, branch } = asked;
  const reading = firstStanding(state, component, asked) ?? state.monitor.readings[0];
  const place = reading && placeOf(reading, component);
  const { ordinal } = fragmentVisit(protocol, fragment, place);
  const open = reading && openBranches(protocol, reading, fragment, place);
  const answer = branchFor(state.scenario, fragment, ordinal, open) === branch;
  holdToBranch(state, component, asked, answer);
  return answer;
}

function holdToBranch(state: RunState, component: string, asked: Asked, answer: boolean): void {
  const { protocol } = state.subject;
  const { fragment, branch } = asked;
  const all = protocol.fragments[fragment]?.branches.map((_, index) => index) ?? [];
  const left = answer ? [branch] : all.filter((other) => other !== branch);
  state.monitor.narrow((one) => {
    const at = standingAt(state, one, component, asked);
    const visit = fragmentVisit(protocol, fragment, placeOf(at ?? one, component));
    const restricted = restrictBranches(at ?? one, visit.key, left);
    const open = restricted?.branches.get(visit.key);
    if (at === undefined || restricted === undefined || open?.length !== 1) return restricted;
    const transition = choicesAt(state, at, component).find(
      (choice) => "choose" in choice && choice.choose === fragment && choice.branch === open[0],
    );
    return transition === undefined ? restricted : decide(protocol, restricted, component, transition);
  });
}

function firstStanding(state: RunState, component: string, asked: Asked): Reading | undefined {
  for (const reading of state.monitor.readings) {
    const at = standingAt(state, reading, component, asked);
    if (at !== undefined) return at;
  }
  return undefined;
}

/** The reading in which the component is just where the diagram asks this. */
function standingAt(
  state: RunState,
  reading: Reading,
  component: string,
  { fragment }: Asked,
): Reading | undefined {
  for (const at of closure(state.subject.protocol, reading, component, withoutAsking(state, component))) {
    const here = choicesAt(state, at, component).some((choice) => fragmentOf(choice) === fragment);
    if (here) return at;
  }
  return undefined;
}

type Choice = Parameters<Guide>[2];

// On the way there the component cannot have passed a loop that it has to ask about first.
function withoutAsking(state: RunState, component: string): Guide {
  return (_, __, choice) => {
    if ("choose" in choice) return true;
    const branches = state.subject.protocol.fragments[fragmentOf(choice)]?.branches ?? [];
    return !branches.some(({ decisions }) =>
      decisions.some((decision) => decision.component === component && decision.answers === "yes-no"),
    );
  };
}

function choicesAt(state: RunState, reading: Reading, component: string): readonly Choice[] {
  return transitionsFrom(state.subject.protocol, reading, component).flatMap((transition) =>
    "step" in transition ? [] : [transition],
  );
}

function fragmentOf(choice: Choice): FragmentId {
  if ("choose" in choice) return choice.choose;
  return "repeat" in choice ? choice.repeat : choice.leave;
}
