import type { Automaton, Side } from "seqwright-runtime/model";
import type { FragmentId, StepId } from "../ir/model/diagram-model.ts";

/** What one component does, as a tree: the diagram projected on its lifeline. */
export type Behaviour =
  | { readonly kind: "sequence"; readonly items: readonly Behaviour[] }
  | { readonly kind: "step"; readonly step: StepId; readonly side: Side }
  /** alt, opt (second branch empty), break (`exits`: its first branch leaves the enclosing fragment). */
  | {
      readonly kind: "choice";
      readonly fragment: FragmentId;
      readonly branches: readonly Behaviour[];
      readonly exits: boolean;
      readonly knowledge: Knowledge;
    }
  | {
      readonly kind: "loop";
      readonly fragment: FragmentId;
      readonly body: Behaviour;
      readonly knowledge: Knowledge;
    }
  | { readonly kind: "parallel"; readonly fragment: FragmentId; readonly branches: readonly Behaviour[] };

/** How a component knows which branch to take, or whether to go round again. */
export type Knowledge =
  /** By the answer it gets: each branch begins with another answer to the same call. */
  | { readonly kind: "reply"; readonly call: StepId }
  /** By which call it receives. */
  | { readonly kind: "call" }
  /** By a value in its scope: `path` in scope is compared with what the guards say. */
  | { readonly kind: "value"; readonly path: string }
  /** By itself: a decision method for each branch but the last; for a loop, one that yields the items or says whether to go on. */
  | { readonly kind: "decision"; readonly methods: readonly string[]; readonly answers: "yes-no" | "items" }
  /** Nothing tells it, and it does nothing that depends on it before something does. */
  | { readonly kind: "irrelevant" };

/** One component of a diagram: its behaviour as a tree and as an automaton. */
export interface ComponentProtocol {
  readonly component: string;
  readonly behaviour: Behaviour;
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
