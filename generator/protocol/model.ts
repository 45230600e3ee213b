import type { Automaton, Ordering } from "seqwright-runtime/model";
import type { FragmentId } from "../ir/model/diagram-model.ts";

export type { Guidance, Ordering as Behaviour } from "seqwright-runtime/model";

/** One component of a diagram: its behaviour as a tree and as an automaton. */
export interface ComponentProtocol {
  readonly component: string;
  readonly behaviour: Ordering;
  readonly automaton: Automaton;
  /** Parameters of each decision method: names in the component's scope that it gets, in order. */
  readonly decisions: readonly DecisionMethod[];
}

export interface DecisionMethod {
  readonly method: string;
  readonly fragment: FragmentId;
  readonly branch: number;
  readonly answers: "yes-no" | "items";
  /** The guard in the diagram's words. */
  readonly guard: string;
}
