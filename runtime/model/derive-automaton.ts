import type { Automaton, State, Transition } from "./automaton.ts";
import type { FragmentId, StepId } from "./steps.ts";
import { interleave, interleavings, type Strand } from "./interleave.ts";
import { isLeft, type Ordering } from "./orderings.ts";

/** More orders than this come from parallel parts that nobody can review, nor test. */
export const interleavingsMax = 2000;

export interface DerivedAutomaton {
  readonly automaton: Automaton;
  /** The `par` whose interleavings are too many to write down; the automaton then accepts nothing. */
  readonly tooMany: FragmentId | undefined;
}

/** The automaton that accepts just what the ordering allows. */
export function deriveAutomaton(ordering: Ordering): DerivedAutomaton {
  const building: Building = { states: [], budget: { left: interleavingsMax, tooMany: undefined } };
  const items = itemsOf(ordering);
  const start = newState(building);
  const end = items.length === 0 ? start : newState(building);
  follow(items, { from: start, to: end, exit: end }, building);
  const { tooMany } = building.budget;
  if (tooMany !== undefined) return { automaton: { accepting: [], states: [[]] }, tooMany };
  return { automaton: reachable(building.states, end), tooMany };
}

const derived = new WeakMap<Ordering, Automaton>();

/** The automaton of an ordering, derived once. */
export function automatonOf(ordering: Ordering): Automaton {
  const known = derived.get(ordering);
  if (known !== undefined) return known;
  const { automaton } = deriveAutomaton(ordering);
  derived.set(ordering, automaton);
  return automaton;
}

interface Building {
  readonly states: Transition[][];
  readonly budget: { left: number; tooMany: FragmentId | undefined };
}

/** From which state to which one a part leads, and where a break in it goes, however deep in branches it stands. */
interface Way {
  readonly from: State;
  readonly to: State;
  readonly exit: State;
  /** Where the last of some steps that come later is over; undefined where none of them does. */
  readonly past?: (steps: ReadonlySet<StepId>) => State | undefined;
}

type Item = Exclude<Ordering, { kind: "sequence" }>;

/** What a sequence consists of, without sequences and parts in which nothing happens. */
function itemsOf(ordering: Ordering): readonly Item[] {
  if (ordering.kind === "sequence") return ordering.items.flatMap(itemsOf);
  const isEmpty =
    ordering.kind === "parallel" && ordering.branches.every((branch) => itemsOf(branch).length === 0);
  return isEmpty ? [] : [ordering];
}

function newState({ states }: Building): State {
  return states.push([]) - 1;
}

function add({ states }: Building, from: State, transition: Transition): void {
  states[from]?.push(transition);
}

function follow(items: readonly Item[], way: Way, building: Building): void {
  const ends = items.map((_, index) => (index === items.length - 1 ? way.to : newState(building)));
  for (const [index, item] of items.entries()) {
    const past = (steps: ReadonlySet<StepId>): State | undefined => {
      const last = items.findLastIndex((later) => includesOne(later, steps));
      return way.past?.(steps) ?? (last > index ? ends[last] : undefined);
    };
    const from = ends[index - 1] ?? way.from;
    take(item, { ...way, from, to: ends[index] ?? way.to, past }, building);
  }
}

function includesOne(ordering: Ordering, steps: ReadonlySet<StepId>): boolean {
  switch (ordering.kind) {
    case "step":
      return steps.has(ordering.step);
    case "sequence":
      return ordering.items.some((item) => includesOne(item, steps));
    case "loop":
      return includesOne(ordering.body, steps);
    case "choice":
    case "parallel":
      return ordering.branches.some((branch) => includesOne(branch, steps));
  }
}

function take(item: Item, way: Way, building: Building): void {
  switch (item.kind) {
    case "step":
      return add(building, way.from, { step: item.step, to: way.to });
    case "choice":
      return choose(item, way, building);
    case "loop":
      return goRound(item, way, building);
    case "parallel":
      return runAtOnce(item, way, building);
  }
}

function choose(choice: Extract<Item, { kind: "choice" }>, way: Way, building: Building): void {
  const { fragment, branches, skips } = choice;
  for (const [branch, body] of branches.entries()) {
    const skipped = skips?.[branch];
    const past = skipped && way.past?.(new Set(skipped));
    const over = past ?? (isLeft(choice, branch) ? way.exit : way.to);
    const items = itemsOf(body);
    const inside = items.length === 0 ? over : newState(building);
    add(building, way.from, { choose: fragment, branch, to: inside });
    follow(items, { ...way, from: inside, to: over }, building);
  }
}

function goRound({ fragment, body }: Extract<Item, { kind: "loop" }>, way: Way, building: Building): void {
  const items = itemsOf(body);
  const inside = items.length === 0 ? way.from : newState(building);
  add(building, way.from, { repeat: fragment, to: inside });
  follow(items, { ...way, from: inside, to: way.from, exit: way.to }, building);
  add(building, way.from, { leave: fragment, to: way.to });
}

function runAtOnce(
  { fragment, branches }: Extract<Item, { kind: "parallel" }>,
  way: Way,
  building: Building,
): void {
  const strands = branches
    .map(itemsOf)
    .filter((items) => items.length > 0)
    .map((items) => strandOf(items, building));
  const { budget } = building;
  budget.left -= interleavings(strands);
  if (budget.left < 0) budget.tooMany ??= fragment;
  else
    interleave(strands, way, { newState: () => newState(building), add: (...one) => add(building, ...one) });
}

function strandOf(items: readonly Item[], { budget }: Building): Strand {
  const own: Building = { states: [], budget };
  const start = newState(own);
  const end = newState(own);
  follow(items, { from: start, to: end, exit: end }, own);
  return { states: own.states, start, end };
}

/** Only the states that can be reached, numbered in the order in which reading the diagram reaches them. */
function reachable(states: readonly (readonly Transition[])[], end: State): Automaton {
  const numbers = new Map<State, State>();
  const open: State[] = [0];
  for (let state = open.pop(); state !== undefined; state = open.pop()) {
    if (numbers.has(state)) continue;
    numbers.set(state, numbers.size);
    open.push(...(states[state] ?? []).map(({ to }) => to).toReversed());
  }
  const numbered = (state: State): State => numbers.get(state) ?? 0;
  return {
    accepting: numbers.has(end) ? [numbered(end)] : [],
    states: [...numbers.keys()].map((state) =>
      (states[state] ?? []).map((transition) => ({ ...transition, to: numbered(transition.to) })),
    ),
  };
}
