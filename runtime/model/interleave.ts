import type { State, Transition } from "./automaton.ts";

/** The states of one branch, from its beginning to its end. */
export interface Strand {
  readonly states: readonly (readonly Transition[])[];
  readonly start: State;
  readonly end: State;
}

/** Where the states of the strands together are written down. */
export interface Target {
  newState(): State;
  add(from: State, transition: Transition): void;
}

/** How many states it takes to run the strands side by side. */
export function interleavings(strands: readonly Strand[]): number {
  return strands.reduce((product, { states }) => product * states.length, 1);
}

/** Runs strands side by side, each in its own order: from `from`, where none has begun, to `to`, where all are over. */
export function interleave(
  strands: readonly Strand[],
  { from, to }: { readonly from: State; readonly to: State },
  target: Target,
): void {
  const together = new Map<string, State>([
    [keyOf(strands.map(({ start }) => start)), from],
    [keyOf(strands.map(({ end }) => end)), to],
  ]);
  const stateOf = (standing: readonly State[]): State => {
    const key = keyOf(standing);
    const state = together.get(key) ?? target.newState();
    together.set(key, state);
    return state;
  };
  for (const standing of combinations(strands.map(({ states }) => [...states.keys()])))
    for (const [index, strand] of strands.entries())
      for (const transition of strand.states[standing[index] ?? 0] ?? [])
        target.add(stateOf(standing), { ...transition, to: stateOf(standing.with(index, transition.to)) });
}

function keyOf(standing: readonly State[]): string {
  return standing.join(" ");
}

function combinations(choices: readonly (readonly State[])[]): readonly (readonly State[])[] {
  return choices.reduce<readonly (readonly State[])[]>(
    (all, options) => all.flatMap((chosen) => options.map((option) => [...chosen, option])),
    [[]],
  );
}
