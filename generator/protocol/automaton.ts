import type { FragmentId } from "../ir/model/diagram-model.ts";
import type { Drawing } from "./drawing.ts";
import { interleave, interleavings, type Draft, type Strand } from "./interleave.ts";
import type { Automaton, Behaviour, Transition } from "./model.ts";
import type { Sequence } from "./project.ts";
import { stateNames, type StateNames } from "./state-names.ts";

/** More orders than this come from parallel parts that nobody can review, nor test. */
export const interleavingsMax = 2000;

export interface AutomatonResult {
  readonly automaton: Automaton;
  /** The `par` whose interleavings are too many to write down; the automaton is then empty. */
  readonly tooMany: FragmentId | undefined;
}

/** The step ordering of a component as a finite automaton: a transition for each of its steps and of its decisions. */
export function automaton(drawing: Drawing, component: string, behaviour: Sequence): AutomatonResult {
  const names = stateNames(drawing);
  const building: Building = { drawing, names, budget: { left: interleavingsMax, exhausted: undefined } };
  const draft: Draft = new Map();
  reserve(behaviour, building);
  const start = entry(behaviour, names.start, names.end, names);
  run(behaviour, { from: start, to: names.end, exit: names.end }, draft, building);
  const tooMany = building.budget.exhausted;
  if (tooMany !== undefined) {
    const states = new Map([[names.start, []]]);
    return { automaton: { component, start: names.start, accepting: [], states }, tooMany };
  }
  const states = reachable(draft, start);
  return { automaton: { component, start, accepting: [names.end], states }, tooMany };
}

interface Building {
  readonly drawing: Drawing;
  readonly names: StateNames;
  readonly budget: { left: number; exhausted: FragmentId | undefined };
}

/** From which state to which one a behaviour leads, and where a break in it goes. */
interface Way {
  readonly from: string;
  readonly to: string;
  readonly exit: string;
}

/** Gives everything its name in drawing order, so that which of them is a state has no part in who is called what. */
function reserve(behaviour: Behaviour, building: Building): void {
  const { drawing, names } = building;
  if (behaviour.kind === "sequence") {
    for (const item of behaviour.items) reserve(item, building);
    return;
  }
  names.after(behaviour);
  names.at(behaviour);
  if (behaviour.kind === "step") return;
  const fragment = drawing.fragments.get(behaviour.fragment);
  const bodies = behaviour.kind === "loop" ? [behaviour.body] : behaviour.branches;
  for (const [branch, body] of bodies.entries()) {
    if (fragment !== undefined) {
      names.inside(fragment, branch);
      names.ends(fragment, branch);
    }
    reserve(body, building);
  }
}

/** The state in which a sequence begins: named after the fragment it begins with, else `plain`; an empty one is over at once. */
function entry(behaviour: Sequence, plain: string, over: string, names: StateNames): string {
  const [first] = behaviour.items;
  return first === undefined ? over : (names.at(first) ?? plain);
}

function run(behaviour: Behaviour, way: Way, draft: Draft, building: Building): void {
  switch (behaviour.kind) {
    case "step":
      return add(draft, way.from, { kind: "step", step: behaviour.step, to: way.to });
    case "sequence":
      return runSequence(behaviour, way, draft, building);
    case "choice":
      return runChoice(behaviour, way, draft, building);
    case "loop":
      return runLoop(behaviour, way, draft, building);
    case "parallel":
      return runParallel(behaviour, way, draft, building);
  }
}

function runSequence(behaviour: Sequence, way: Way, draft: Draft, building: Building): void {
  let from = way.from;
  for (const [index, item] of behaviour.items.entries()) {
    const next = behaviour.items[index + 1];
    const to = next === undefined ? way.to : (building.names.at(next) ?? building.names.after(item));
    run(item, { from, to, exit: way.exit }, draft, building);
    from = to;
  }
}

function runChoice(
  behaviour: Extract<Behaviour, { kind: "choice" }>,
  way: Way,
  draft: Draft,
  building: Building,
): void {
  for (const [branch, body] of behaviour.branches.entries()) {
    const over = behaviour.exits && branch === 0 ? way.exit : way.to;
    const from = enter(body, behaviour.fragment, branch, over, building);
    add(draft, way.from, { kind: "choose", fragment: behaviour.fragment, branch, to: from });
    run(body, { from, to: over, exit: over }, draft, building);
  }
}

function runLoop(
  behaviour: Extract<Behaviour, { kind: "loop" }>,
  way: Way,
  draft: Draft,
  building: Building,
): void {
  const from = enter(behaviour.body, behaviour.fragment, 0, way.from, building);
  add(draft, way.from, { kind: "repeat", fragment: behaviour.fragment, to: from });
  run(behaviour.body, { from, to: way.from, exit: way.to }, draft, building);
  add(draft, way.from, { kind: "leave", fragment: behaviour.fragment, to: way.to });
}

/** The first state of a branch or loop body. */
function enter(
  body: Behaviour,
  id: FragmentId,
  branch: number,
  over: string,
  { drawing, names }: Building,
): string {
  const fragment = drawing.fragments.get(id);
  if (fragment === undefined || body.kind !== "sequence") return over;
  const [first] = body.items;
  if (first === undefined) return over;
  return names.at(first) ?? names.inside(fragment, branch);
}

function runParallel(
  behaviour: Extract<Behaviour, { kind: "parallel" }>,
  way: Way,
  draft: Draft,
  building: Building,
): void {
  const { drawing, names, budget } = building;
  const fragment = drawing.fragments.get(behaviour.fragment);
  if (fragment === undefined) return;
  const strands: Strand[] = [];
  for (const [branch, body] of behaviour.branches.entries()) {
    if (body.kind !== "sequence" || body.items.length === 0) continue;
    const [before, end] = names.ends(fragment, branch);
    const start = entry(body, before, end, names);
    const strand: Strand = { draft: new Map(), start, end };
    run(body, { from: start, to: end, exit: end }, strand.draft, building);
    strand.draft.set(end, strand.draft.get(end) ?? []);
    strands.push(strand);
  }
  budget.left -= interleavings(strands);
  if (budget.left < 0) budget.exhausted ??= behaviour.fragment;
  else interleave(strands, way.from, way.to, names, draft);
}

function add(draft: Draft, from: string, transition: Transition): void {
  const transitions = draft.get(from);
  if (transitions === undefined) draft.set(from, [transition]);
  else transitions.push(transition);
}

/** The states that can be reached, in the order in which reading the diagram reaches them. */
function reachable(draft: Draft, start: string): ReadonlyMap<string, readonly Transition[]> {
  const states = new Map<string, readonly Transition[]>();
  const open = [start];
  for (let state = open.pop(); state !== undefined; state = open.pop()) {
    if (states.has(state)) continue;
    const transitions = draft.get(state) ?? [];
    states.set(state, transitions);
    open.push(...transitions.map((transition) => transition.to).toReversed());
  }
  return states;
}
