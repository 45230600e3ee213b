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
  /** The name of what holds all that is to be undone, once something is. */
  readonly undo: { stack?: string };
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
  /** What the branches beside it have brought, by name: the same here is the same value to whatever comes after them. */
  readonly brought?: Scope;
  /** In a branch, what an earlier call of the same name has brought may be replaced. */
  readonly inBranch?: boolean;
  /** In a function of its own, which may run at another time, nothing outside is replaced. */
  readonly closed?: boolean;
  /** What the diagram draws after the loop around, for a break. */
  readonly afterLoop: readonly Behaviour[];
}

/** A block within a flow: it sees everything before it, and what it learns stays inside. */
export function innerFlow(flow: Flow, inLoop: boolean = flow.inLoop): Flow {
  const { scope, afterLoop, closed = false, brought = new Map() } = flow;
  return { statements: [], scope: new Map(scope), inLoop, afterLoop, closed, brought };
}

/** A block within a function of its own. */
export function closedFlow(flow: Flow): Flow {
  return { ...innerFlow(flow, false), afterLoop: [], closed: true, brought: new Map() };
}

/**
 * A block that runs in its place or not at all: what it brings by a name that is known, before it or in a branch beside
 * it, is one value with that.
 */
export function branchFlow(flow: Flow, beside: readonly Flow[] = []): Flow {
  return { ...besideOthers(flow, beside), inBranch: flow.closed !== true };
}

/** A block of which only one runs, this or one of those beside it. */
export function besideOthers(flow: Flow, beside: readonly Flow[]): Flow {
  const inner = innerFlow(flow);
  const brought = new Map(inner.brought);
  for (const { scope } of beside)
    for (const [name, entry] of scope) if (flow.scope.get(name) !== entry) brought.set(name, entry);
  return { ...inner, brought };
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
