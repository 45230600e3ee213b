import type { FragmentId, StepId } from "./steps.ts";

/**
 * An ordering as a finite automaton. States are numbered in the order in which reading the diagram reaches them, from 0,
 * where it starts. Besides steps, transitions take the decisions of the diagram: a branch, another round, the end of a loop.
 */
export interface Automaton {
  readonly accepting: readonly State[];
  /** What may come next, by state. */
  readonly states: readonly (readonly Transition[])[];
}

export type State = number;

export type Transition =
  | { readonly step: StepId; readonly to: State }
  | { readonly choose: FragmentId; readonly branch: number; readonly to: State }
  | { readonly repeat: FragmentId; readonly to: State }
  | { readonly leave: FragmentId; readonly to: State };
