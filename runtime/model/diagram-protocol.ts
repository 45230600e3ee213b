import type { PlacedPolicy } from "./policies/policy.ts";
import type { ResourceKind } from "./resource-kinds.ts";
import type { Predicate } from "./guards/guards.ts";
import type { Ordering } from "./orderings.ts";
import type {
  BranchPath,
  CallStep,
  Deciding,
  FragmentId,
  FragmentOperator,
  Notation,
  ReplyStep,
  SchemaNotation,
  StepId,
} from "./steps.ts";

/**
 * What a sequence diagram promises, as data: its steps, the fragments that decide between them, and for every
 * component the order in which its steps may happen. `steps.gen.ts` holds one of these for each diagram.
 */
export interface DiagramProtocol<N extends Notation = SchemaNotation> {
  /** The folder below `generated/`. */
  readonly name: string;
  /** The diagram's path as people write it, e.g. `diagrams/order.puml`. */
  readonly source: string;
  /** By the code that the diagram's arrows use. */
  readonly participants: Readonly<Record<string, ParticipantSpec>>;
  /** By step identity: sender, receiver, label and the branches around it, never a number that edits elsewhere move. */
  readonly steps: Readonly<Record<StepId, DrawnStep<N>>>;
  readonly fragments: Readonly<Record<FragmentId, Fragment<N>>>;
  /** By component code. */
  readonly orderings: Readonly<Record<string, Ordering>>;
  readonly policies: readonly PolicySpec[];
  /** Values to try among the drawn ones, by the name or the dotted path that the diagram has for them. */
  readonly examples?: Readonly<Record<string, readonly unknown[]>>;
  /** What happens as a whole or not at all. */
  readonly transactions?: readonly TransactionSpec[];
}

/** What a component does in one transaction. */
export interface TransactionSpec {
  readonly component: string;
  /** The code of the participant whose transaction it is. */
  readonly database: string;
  /** In the diagram's words. */
  readonly text: string;
  readonly line: number;
  /** The calls that the component makes inside; what others do on its behalf takes part. */
  readonly steps: readonly StepId[];
}

/** 1-based line in the diagram. */
interface Placed {
  readonly line: number;
}

export type DrawnStep<N extends Notation = SchemaNotation> = DrawnCall<N> | DrawnReply<N>;
export type DrawnCall<N extends Notation = SchemaNotation> = CallStep<N> & Placed;
export type DrawnReply<N extends Notation = SchemaNotation> = ReplyStep<N> & Placed;

export type ParticipantSpec =
  | { readonly role: "initiator"; readonly label: string; readonly line: number }
  | { readonly role: "resource"; readonly label: string; readonly line: number; readonly kind: ResourceKind }
  | {
      readonly role: "component";
      readonly label: string;
      readonly line: number;
      /** Name of the class in `handler`, e.g. `EventHandler`. */
      readonly class: string;
      /** Its file, relative to the diagram's folder, e.g. `event-handler.handler.ts`. */
      readonly handler: string;
      /** Constructor collaborators: property name to participant code. */
      readonly collaborators: Readonly<Record<string, string>>;
      /** Some of its steps come after it has answered its trigger: its constructor also takes `background`. */
      readonly background: boolean;
    };

/** A place where the diagram leaves several ways to go on. */
export interface Fragment<N extends Notation = SchemaNotation> {
  readonly operator: FragmentOperator;
  readonly line: number;
  readonly within: BranchPath;
  /** `opt` and `break` have a second, empty branch for going past; `loop` has one. */
  readonly branches: readonly FragmentBranch<N>[];
  /** How often a `loop` may run, where the diagram says so. */
  readonly times?: { readonly min: number; readonly max?: number };
  /** The name under which a `loop` over each of something knows one of them: `tag` of `for each tag in tags`. */
  readonly item?: string;
  /** By component: where it knows the list that a `loop` goes through, all of it, when the loop begins. */
  readonly lists?: Readonly<Record<string, string>>;
  /** Branches that depend on such an item. */
  readonly decides?: readonly Deciding[];
}

export interface FragmentBranch<N extends Notation = SchemaNotation> {
  readonly guard: string;
  readonly line: number;
  /** What has to hold of known values for it to be taken, or for another round; undefined for what is left. */
  readonly if?: Predicate;
  /** Methods by which components decide for themselves: a test answers in their place. */
  readonly decisions: readonly Decision<N>[];
}

/**
 * A method of a component that says whether to take a branch (`yes-no`), or that yields what a loop runs over (`items`).
 */
export interface Decision<N extends Notation = SchemaNotation> {
  readonly component: string;
  readonly method: string;
  readonly answers: "yes-no" | "items";
  /** What one of the `items` may be; without it they are drawn as plain texts. */
  readonly type?: N["type"];
}

/** A promise made by a note, with the line that makes it. */
export type PolicySpec = PlacedPolicy & { readonly line: number };
