import type { StateName, Transition } from "./automaton.ts";
import { statesTogether } from "./state-names.ts";

/** States with their transitions, under construction. */
export type Draft = Map<StateName, Transition[]>;

/** The states of one branch, from its beginning to its end. */
export interface Strand {
  readonly draft: Draft;
  readonly start: StateName;
  readonly end: StateName;
}

/** How many states it takes to run the strands side by side. */
export function interleavings(strands: readonly Strand[]): number {
  return strands.reduce((product, strand) => product * strand.draft.size, 1);
}

/** Runs strands side by side, each in its own order: from `from`, where none has begun, to `to`, where all are over. */
export function interleave(strands: readonly Strand[], from: StateName, to: StateName, into: Draft): void {
  const nameOf = (states: readonly StateName[]): StateName => {
    if (strands.every((strand, index) => strand.start === states[index])) return from;
    if (strands.every((strand, index) => strand.end === states[index])) return to;
    return statesTogether(states);
  };
  for (const states of combinations(strands.map((strand) => [...strand.draft.keys()]))) {
    const transitions = strands.flatMap((strand, index) =>
      (strand.draft.get(states[index] ?? "") ?? []).map((transition) => ({
        ...transition,
        to: nameOf(states.with(index, transition.to)),
      })),
    );
    if (transitions.length > 0) into.set(nameOf(states), transitions);
  }
}

function combinations(choices: readonly (readonly StateName[])[]): readonly (readonly StateName[])[] {
  return choices.reduce<readonly (readonly StateName[])[]>(
    (all, options) => all.flatMap((chosen) => options.map((option) => [...chosen, option])),
    [[]],
  );
}
