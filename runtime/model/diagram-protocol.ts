import type { PlacedPolicy } from "./policies/policy.ts";
import type { ZodType } from "zod";
import type { ResourceKind } from "./resource-kinds.ts";
import type { Ordering } from "./orderings.ts";
import type { ValueSpec } from "./value-spec.ts";

/**
 * What a sequence diagram promises, as data: its steps, the fragments that decide between them, and for every
 * component the order in which its steps may happen. `steps.gen.ts` holds one of these for each diagram.
 */
export interface DiagramProtocol {
  /** The folder below `generated/`. */
  readonly name: string;
  /** The diagram's path as people write it, e.g. `diagrams/order.puml`. */
  readonly source: string;
  /** By the code that the diagram's arrows use. */
  readonly participants: Readonly<Record<string, ParticipantSpec>>;
  /** By step identity: sender, receiver, label and the branches around it, never a number that edits elsewhere move. */
  readonly steps: Readonly<Record<StepId, Step>>;
  readonly fragments: Readonly<Record<FragmentId, Fragment>>;
  /** By component code. */
  readonly orderings: Readonly<Record<string, Ordering>>;
  readonly policies: readonly PolicySpec[];
}

export type StepId = string;
export type FragmentId = string;

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

/** Where a step or fragment stands: the branches around it, outermost first. */
export type BranchPath = readonly (readonly [fragment: FragmentId, branch: number])[];

interface StepBase {
  /** 1-based line in the diagram. */
  readonly line: number;
  /** The label on one line, as a report shows it. */
  readonly text: string;
  readonly from: string;
  readonly to: string;
  readonly within: BranchPath;
}

export type Step = CallStep | SelfStep | ReplyStep;

/** One participant asks another to do something, and waits unless `waits` is false. */
export interface CallStep extends StepBase {
  readonly kind: "call";
  /** The method of the receiver's port. */
  readonly method: string;
  /** The method is called on the value of this name in the caller's scope (`ack.acknowledge()`), not on a collaborator. */
  readonly receiver?: string;
  readonly args: readonly ArgumentSpec[];
  /** False for an asynchronous signal: the sender goes on without an answer. */
  readonly waits: boolean;
  /** Changes nothing at the receiver, as far as the diagram says (a SELECT, a GET). */
  readonly readOnly: boolean;
  /** An argument's value decides a fragment's branch; `field` begins with the parameter's name: `event.type`. */
  readonly decides?: readonly { readonly fragment: FragmentId; readonly field: string }[];
}

/** A component does something by itself: a method of its own class. */
export interface SelfStep extends StepBase {
  readonly kind: "self";
  readonly method: string;
  readonly args: readonly ArgumentSpec[];
}

/** The answer to a call. */
export interface ReplyStep extends StepBase {
  readonly kind: "reply";
  readonly answers: StepId;
  readonly outcome: ReplyOutcome;
  /** The value that decides a fragment's branch travels in this reply. `field` is a dotted path into the value; empty for the value itself. */
  readonly decides: readonly { readonly fragment: FragmentId; readonly field: string }[];
}

export type ReplyOutcome =
  | { readonly kind: "nothing" }
  | {
      readonly kind: "returns";
      /** What is promised of the value, in the sender's scope. */
      readonly value: ValueSpec;
      /** The name under which the receiver knows the value afterwards. */
      readonly as: string;
      /** The whole set of values that may come back; drawn from when the sender is scripted. */
      readonly schema: ZodType;
      /** How the value crosses the port: as itself, as JSON text (a Redis string), or as the rows of a SQL result. */
      readonly encoding: "value" | "json" | "sql-rows";
    }
  | { readonly kind: "throws"; readonly error: new (message?: string) => Error; readonly message?: string };

export interface ArgumentSpec {
  /** The receiver's parameter name: how the receiver knows the value afterwards. */
  readonly name: string;
  /** What is promised of the value, in the sender's scope. */
  readonly value: ValueSpec;
  /** What the value may be; drawn from when the sender is scripted. Absent for `port`. */
  readonly schema?: ZodType;
  /** The argument is an object through which the receiver can call this participant back (`ack`). */
  readonly port?: string;
}

/** A place where the diagram leaves several ways to go on. */
export interface Fragment {
  readonly operator: "alt" | "opt" | "loop" | "par" | "break" | "critical" | "group";
  readonly line: number;
  readonly within: BranchPath;
  /** `opt` and `break` have a second, empty branch for going past; `loop` has one. */
  readonly branches: readonly FragmentBranch[];
  /** How often a `loop` may run, where the diagram says so. */
  readonly times?: { readonly min: number; readonly max: number };
  /** The name under which a `loop` over each of something knows one of them: `tag` of `for each tag in tags`. */
  readonly item?: string;
}

export interface FragmentBranch {
  readonly guard: string;
  readonly line: number;
  /** The values of the deciding field that lead here. */
  readonly oneOf?: readonly (string | number | boolean | null)[];
  /** Methods by which components decide for themselves: a test answers in their place. */
  readonly decisions: readonly Decision[];
}

/**
 * A method of a component that says whether to take a branch (`yes-no`), or that yields what a loop runs over (`items`).
 */
export interface Decision {
  readonly component: string;
  readonly method: string;
  readonly answers: "yes-no" | "items";
  /** What one of the `items` may be; without it they are drawn as plain texts. */
  readonly schema?: ZodType;
}

/** A promise made by a note, with the line that makes it. */
export type PolicySpec = PlacedPolicy & { readonly line: number };
