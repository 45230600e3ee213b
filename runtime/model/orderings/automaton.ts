import { interleave, interleavings, type Draft, type Strand } from "./interleave.ts";
import type { Ordering } from "./ordering.ts";
import { stateAfter, stateAt, stateBefore, stateDone, stateIn } from "./state-names.ts";
import type { FragmentId, StepId } from "../steps.ts";

/** More states than this come from parallel parts that nobody can review, nor test. */
export const interleavingsMax = 2000;

/**
 * A step ordering as a finite automaton. Besides steps, transitions take the decisions of the diagram: a branch of a
 * fragment, another round of a loop, or its end.
 */
export interface Automaton {
  readonly start: StateName;
  readonly accepting: readonly StateName[];
  /** In the order in which they are first reached. */
  readonly states: ReadonlyMap<StateName, readonly Transition[]>;
}

export type StateName = string;

export type Transition =
  | { readonly step: StepId; readonly to: StateName }
  | { readonly choose: FragmentId; readonly branch: number; readonly to: StateName }
  | { readonly repeat: FragmentId; readonly to: StateName }
  | { readonly leave: FragmentId; readonly to: StateName };

export interface DerivedAutomaton {
  readonly automaton: Automaton;
  /** The `par` whose interleavings are too many to write down; the automaton is then empty. */
  readonly tooMany: FragmentId | undefined;
}

/** The automaton that accepts what an ordering allows. */
export function deriveAutomaton(ordering: Ordering): DerivedAutomaton {
  const building: Building = { draft: new Map(), budget: { left: interleavingsMax, exhausted: undefined } };
  const start = entry(ordering, startState, endState);
  build(ordering, { from: start, to: endState, exit: endState }, building);
  const tooMany = building.budget.exhausted;
  return { automaton: tooMany === undefined ? reachable(building.draft, start) : nothing, tooMany };
}

const known = new WeakMap<Ordering, Automaton>();

/** The automaton of an ordering, derived when it is first asked for. */
export function automatonOf(ordering: Ordering): Automaton {
  const derived = known.get(ordering) ?? deriveAutomaton(ordering).automaton;
  known.set(ordering, derived);
  return derived;
}

/** The automaton of a component; undefined for one that the diagram gives no ordering. */
export function automatonIn(
  { orderings }: { readonly orderings: Readonly<Record<string, Ordering>> },
  component: string,
): Automaton | undefined {
  const ordering = Object.hasOwn(orderings, component) ? orderings[component] : undefined;
  return ordering && automatonOf(ordering);
}

const startState = "start";
const endState = "end";
const nothing: Automaton = { start: startState, accepting: [], states: new Map([[startState, []]]) };

interface Building {
  readonly draft: Draft;
  readonly budget: { left: number; exhausted: FragmentId | undefined };
}

/** From which state to which one an ordering leads, and where a break in it goes. */
interface Way {
  readonly from: StateName;
  readonly to: StateName;
  readonly exit: StateName;
}

/** The state in which an ordering begins: before the fragment it begins with, else `plain`; an empty one is over at once. */
function entry(ordering: Ordering, plain: StateName, over: StateName): StateName {
  if (ordering.kind === "step") return plain;
  if (ordering.kind !== "sequence") return stateAt(ordering.fragment);
  const [first] = ordering.items;
  return first === undefined ? over : entry(first, plain, over);
}

function build(ordering: Ordering, way: Way, building: Building): void {
  switch (ordering.kind) {
    case "step":
      return add(building.draft, way.from, { step: ordering.step, to: way.to });
    case "sequence":
      return buildSequence(ordering.items, way, building);
    case "choice":
      return buildChoice(ordering, way, building);
    case "loop":
      return buildLoop(ordering, way, building);
    case "parallel":
      return buildParallel(ordering, way, building);
  }
}

function buildSequence(items: readonly Ordering[], way: Way, building: Building): void {
  let { from } = way;
  for (const [index, item] of items.entries()) {
    const next = items[index + 1];
    const to = next === undefined ? way.to : entry(next, stateAfter(item), way.to);
    build(item, { from, to, exit: way.exit }, building);
    from = to;
  }
}

function buildChoice(choice: Ordering & { kind: "choice" }, way: Way, building: Building): void {
  for (const [branch, body] of choice.branches.entries()) {
    const over = choice.exits && branch === 0 ? way.exit : way.to;
    const from = entry(body, stateIn(choice.fragment, branch), over);
    add(building.draft, way.from, { choose: choice.fragment, branch, to: from });
    build(body, { from, to: over, exit: over }, building);
  }
}

function buildLoop({ fragment, body }: Ordering & { kind: "loop" }, way: Way, building: Building): void {
  const from = entry(body, stateIn(fragment, 0), way.from);
  add(building.draft, way.from, { repeat: fragment, to: from });
  build(body, { from, to: way.from, exit: way.to }, building);
  add(building.draft, way.from, { leave: fragment, to: way.to });
}

function buildParallel(parallel: Ordering & { kind: "parallel" }, way: Way, building: Building): void {
  const { budget, draft } = building;
  const strands = parallel.branches.flatMap((body, branch) =>
    isEmpty(body) ? [] : [strandOf(body, parallel.fragment, branch, building)],
  );
  budget.left -= interleavings(strands);
  if (budget.left < 0) budget.exhausted ??= parallel.fragment;
  else interleave(strands, way.from, way.to, draft);
}

function strandOf(body: Ordering, fragment: FragmentId, branch: number, { budget }: Building): Strand {
  const end = stateDone(fragment, branch);
  const start = entry(body, stateBefore(fragment, branch), end);
  const draft: Draft = new Map();
  build(body, { from: start, to: end, exit: end }, { draft, budget });
  if (!draft.has(end)) draft.set(end, []);
  return { draft, start, end };
}

function isEmpty(ordering: Ordering): boolean {
  return ordering.kind === "sequence" && ordering.items.length === 0;
}

function add(draft: Draft, from: StateName, transition: Transition): void {
  const transitions = draft.get(from);
  if (transitions === undefined) draft.set(from, [transition]);
  else transitions.push(transition);
}

/** The states that can be reached, in the order in which reading the diagram reaches them. */
function reachable(draft: Draft, start: StateName): Automaton {
  const states = new Map<StateName, readonly Transition[]>();
  const open = [start];
  for (let state = open.pop(); state !== undefined; state = open.pop()) {
    if (states.has(state)) continue;
    const transitions = draft.get(state) ?? [];
    states.set(state, transitions);
    open.push(...transitions.map(({ to }) => to).toReversed());
  }
  return { start, accepting: [endState], states };
}
