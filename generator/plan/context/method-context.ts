import type {
  CallStep,
  DiagramModel,
  Operation,
  Participant,
  StepId,
  TypeExpr,
} from "../../ir/model/diagram-model.ts";
import type { Behaviour, DecisionMethod } from "../../protocol/model.ts";
import type { ClassStubs } from "./class-stubs.ts";
import type { StepTable } from "./drawn-operations.ts";
import type { Statement } from "../model/statement.ts";
import type { ParameterPlan } from "../model/type-node.ts";
import type { DiagramNames, NamePool, ParticipantNames } from "../model/names.ts";
import type { Scope, ScopeEntry } from "./scope.ts";
import type { Realised } from "../model/realised.ts";
import type { TypeTable } from "../types/types.ts";

/** What the methods of one class have in common. */
export interface ClassContext {
  readonly model: DiagramModel;
  readonly participant: Participant;
  readonly names: ParticipantNames;
  readonly diagram: DiagramNames;
  readonly table: TypeTable;
  readonly steps: StepTable;
  readonly decisions: readonly DecisionMethod[];
  readonly stubs: ClassStubs;
  /** Steps that come only after what the component does for another call; by that call. */
  readonly waits: ReadonlyMap<StepId, StepId>;
  /** What background self-steps go on to do, by method. */
  readonly continuations: Map<string, Continuation>;
  /** What its methods do of what is drawn. */
  readonly realised: Realised;
}

export interface Continuation {
  readonly step: CallStep;
  readonly items: readonly Behaviour[];
}

/** One method while its statements are worked out. */
export interface MethodContext {
  readonly owner: ClassContext;
  /** What is being answered; undefined in the background, where nobody waits for an answer. */
  readonly answers: { readonly call: CallStep; readonly operation: Operation } | undefined;
  /** Everything that the method does, for looking ahead. */
  readonly items: readonly Behaviour[];
  readonly locals: NamePool;
  /** Local names of what calls yielded. */
  readonly bindings: Map<StepId, Binding>;
  /** The self-step that said it would go on in the background. */
  background: CallStep | undefined;
  /** The divider that the last statement stands under. */
  phase: string | undefined;
  /** Inside of a transaction, no other begins. */
  readonly inTransaction?: boolean;
  /** Plans items into a flow. `later` is what the diagram draws after them, outside their fragment. */
  readonly build: (
    items: readonly Behaviour[],
    flow: Flow,
    later: readonly Behaviour[],
    context: MethodContext,
  ) => void;
}

export interface Binding {
  readonly local: string;
  readonly as: string | undefined;
  readonly type: TypeExpr | undefined;
}

/** The statements planned so far, and the values that the next statement can use. */
export interface Flow {
  readonly statements: Statement[];
  readonly scope: Map<string, ScopeEntry>;
  readonly inLoop: boolean;
  /** In a branch, what an earlier call of the same name has brought may be replaced. */
  readonly inBranch?: boolean;
  /** In a function of its own, which may run at another time, nothing outside is replaced. */
  readonly closed?: boolean;
  /** What the diagram draws after the loop around, for a break. */
  readonly afterLoop: readonly Behaviour[];
}

/** A block within a flow: it sees everything before it, and what it learns stays inside. */
export function innerFlow(flow: Flow, inLoop: boolean = flow.inLoop): Flow {
  const { scope, afterLoop, closed = false } = flow;
  return { statements: [], scope: new Map(scope), inLoop, afterLoop, closed };
}

/** A block within a function of its own. */
export function closedFlow(flow: Flow): Flow {
  return { ...innerFlow(flow, false), afterLoop: [], closed: true };
}

/** A block that runs in its place or not at all: what it brings by a name that is known is one value with that. */
export function branchFlow(flow: Flow): Flow {
  return { ...innerFlow(flow), inBranch: flow.closed !== true };
}

export interface InScope extends ParameterPlan {
  readonly isPort: boolean;
}

/** The local values that a stub gets as parameters, each once. */
export function localsIn(scope: Scope): readonly InScope[] {
  const locals = new Map<string, InScope>();
  for (const { local, fields, type } of scope.values()) {
    if (fields.length > 0 || locals.has(local)) continue;
    locals.set(local, { name: local, type: { kind: "type", type }, isPort: type.kind === "port" });
  }
  return [...locals.values()];
}
