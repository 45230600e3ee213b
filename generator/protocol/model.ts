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

/** What the component does in a step. */
export type Side = "receive-call" | "send-call" | "self" | "send-reply" | "receive-reply";

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

/** The step ordering of one component, as a finite automaton. States are named from the steps around them. */
export interface Automaton {
  readonly component: string;
  readonly start: string;
  readonly accepting: readonly string[];
  /** In the order in which they are first reached. */
  readonly states: ReadonlyMap<string, readonly Transition[]>;
}

export type Transition =
  | { readonly kind: "step"; readonly step: StepId; readonly to: string }
  | { readonly kind: "choose"; readonly fragment: FragmentId; readonly branch: number; readonly to: string }
  | { readonly kind: "repeat"; readonly fragment: FragmentId; readonly to: string }
  | { readonly kind: "leave"; readonly fragment: FragmentId; readonly to: string };

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
