import type {
  Entry as EntryOf,
  Policy,
  PolicyKeeper,
  PolicyPlace,
  ResourceKind,
} from "seqwright-runtime/model";
import type { SourceFile, Span } from "../../source/source-file.ts";
import type { Guard, Repetition, StatedPolicy } from "../../text/model.ts";
import type { Provision } from "./provision.ts";
import type { Publication } from "./publication.ts";
import type { Transaction } from "./transaction.ts";
import type { WireForm } from "./wire-form.ts";

/** What a sequence diagram means: the one form that everything after linking works on. It knows no syntax and no TypeScript. */
export interface DiagramModel {
  readonly source: SourceFile;
  /** The diagram's own name: its file's stem, with its position where a file holds several. */
  readonly name: string;
  readonly title: string | undefined;
  readonly span: Span;
  /** From left to right. */
  readonly participants: readonly Participant[];
  /** Every arrow, in drawing order. */
  readonly steps: readonly Step[];
  /** Every alt, opt, loop, par, break … in drawing order. */
  readonly fragments: readonly Fragment[];
  /** The drawing as a tree over `steps` and `fragments`. */
  readonly body: readonly Element[];
  /** Where work comes in from outside. */
  readonly entries: readonly Entry[];
  /** What is written to topics. */
  readonly publications: readonly Publication[];
  /** Steps that happen as a whole or not at all. */
  readonly transactions: readonly Transaction[];
  readonly phases: readonly Phase[];
  readonly types: readonly NamedType[];
  readonly errors: readonly ErrorType[];
  readonly policies: readonly ModelPolicy[];
  /** What stands in notes and states no known policy. */
  readonly remarks: readonly Remark[];
  /** Labels that look like SQL and are read as words. */
  readonly refusedSql: readonly RefusedSql[];
  /** Values that an arrow carries and the diagram does not say where from. */
  readonly holes: readonly Hole[];
}

export type Role = "initiator" | "component" | "resource";

export interface Participant {
  readonly code: string;
  /** The label on one line, without markup. */
  readonly label: string;
  readonly role: Role;
  /** For resources; also for an initiator that stands for a technology (a Kafka listener). */
  readonly kind: ResourceKind | undefined;
  /** Why the role was given, for `explain`. */
  readonly reason: string;
  /** A topic that the label names. */
  readonly topic: string | undefined;
  /** `EventHandler`: names its class and port. */
  readonly typeName: string;
  /** `repo`: how others hold it. */
  readonly fieldName: string;
  /** What others can ask of it: one entry per method of its port. */
  readonly operations: readonly Operation[];
  /** Codes of those whom it asks, in the order in which it first does. */
  readonly collaborators: readonly string[];
  /** Some of its steps come after it has answered. */
  readonly goesOn: boolean;
  readonly provision: Provision;
  readonly span: Span;
}

/** One method of a participant's port. Several arrows may ask for the same one. */
export interface Operation {
  readonly method: string;
  readonly parameters: readonly Parameter[];
  /** What its answers carry, all drawn branches together; undefined when they carry nothing. */
  readonly result: TypeExpr | undefined;
  /** Names of the errors that drawn answers throw. */
  readonly throws: readonly string[];
  /** How it is provided: by a generic command of the resource's port, or by a method of its own. */
  readonly command: "sql" | "redis" | undefined;
  /** The arrows that ask for it, in drawing order. */
  readonly steps: readonly StepId[];
}

export interface Parameter {
  readonly name: string;
  readonly type: TypeExpr;
}

export type StepId = string;
export type FragmentId = string;
/** The branches around an element, outermost first. */
export type BranchPath = readonly (readonly [fragment: FragmentId, branch: number])[];

export type Step = CallStep | ReplyStep;

interface StepBase {
  /** From sender, receiver, label and branch; edits elsewhere do not change it. */
  readonly id: StepId;
  /** Codes; `[` and `]` are the diagram's left and right border. */
  readonly from: string;
  readonly to: string;
  /** The label on one line, without markup. */
  readonly text: string;
  /** What it says, shortest: a method, a path, a command. */
  readonly brief: string;
  /** What it says, as documentation has it. */
  readonly sentence: string;
  readonly within: BranchPath;
  /** The divider it stands under. */
  readonly phase: string | undefined;
  readonly span: Span;
}

export interface CallStep extends StepBase {
  /** `self` when sender and receiver are the same. */
  readonly kind: "call" | "self";
  readonly method: string;
  /** How it goes over the wire, where the text says so. */
  readonly wire: WireForm | undefined;
  /** The method is called on the value known by this name (`ack.acknowledge()`). */
  readonly receiver: string | undefined;
  readonly args: readonly Argument[];
  /** False for an asynchronous arrow without an answer: the sender does not wait. */
  readonly waits: boolean;
  /** The call that its sender is working on, or has answered just before. */
  readonly cause: StepId | undefined;
  /** That call has been answered: its sender goes on in the background. */
  readonly afterAnswer: boolean;
  /** The arrows that answer it (one for each branch). */
  readonly answers: readonly StepId[];
  readonly readOnly: boolean;
  /** For a self-call: returns at once and goes on in the background, as a note says. */
  readonly background: boolean;
  /** For a self-call: checks what it is given, as its text says. */
  readonly validates: boolean;
  /** Fragments whose branch is decided by a field of an argument, e.g. `event.type`. */
  readonly decides: readonly Deciding[];
}

/** By which work comes in; `method` is the model's own name for it. */
export type Entry = EntryOf<TypeExpr>;

/** One argument: the receiver's parameter, its type, and what the sender is to pass. */
export interface Argument {
  readonly name: string;
  readonly type: TypeExpr;
  readonly value: Value;
}

export interface ReplyStep extends StepBase {
  readonly kind: "reply";
  /** The call that it answers. */
  readonly answers: StepId;
  /** Of an HTTP response, as drawn: `404`. */
  readonly status: number | undefined;
  readonly outcome: Outcome;
  readonly decides: readonly Deciding[];
}

/** A fragment whose branch depends on `field` (dotted; empty for the whole value) of what this step carries. */
export interface Deciding {
  readonly fragment: FragmentId;
  readonly field: string;
}

export type Outcome =
  | { readonly kind: "nothing" }
  | {
      readonly kind: "returns";
      /** What the sender promises of it, in its own scope. */
      readonly value: Value;
      /** The name by which the receiver knows it from then on. */
      readonly as: string;
      /** Of this one answer. */
      readonly type: TypeExpr;
      readonly encoding: "value" | "json" | "sql-rows";
    }
  | { readonly kind: "throws"; readonly error: string; readonly message: string | undefined };

/** Where a value comes from, in the scope of the participant that sends it. */
export type Value =
  /** A name in scope, dots reach into it. */
  | { readonly kind: "from"; readonly path: string }
  | { readonly kind: "literal"; readonly value: Literal }
  /** Text with named values: chunks at even indexes, paths in scope at odd ones. */
  | { readonly kind: "template"; readonly parts: readonly string[] }
  | { readonly kind: "record"; readonly fields: readonly { readonly name: string; readonly value: Value }[] }
  /** A SQL statement; `chunks` surround the `values`. */
  | { readonly kind: "sql"; readonly chunks: readonly string[]; readonly values: readonly Value[] }
  /** Not said: a typed hole, known as `name` from then on. */
  | { readonly kind: "hole"; readonly name: string };

export type Literal = string | number | boolean | null;

export type TypeExpr =
  | {
      readonly kind: "string";
      readonly format?: "uri" | "date-time" | "uuid" | "email";
      readonly nonEmpty?: boolean;
    }
  | { readonly kind: "number"; readonly integer?: boolean }
  | { readonly kind: "boolean" }
  | { readonly kind: "enum"; readonly values: readonly Literal[] }
  | { readonly kind: "list"; readonly element: TypeExpr }
  | { readonly kind: "record"; readonly fields: readonly TypedField[] }
  | { readonly kind: "union"; readonly members: readonly TypeExpr[] }
  /** A {@link NamedType}. */
  | { readonly kind: "named"; readonly name: string }
  /** Any JSON value. */
  | { readonly kind: "json" }
  /** An object through which the participant of this code is called back. */
  | { readonly kind: "port"; readonly participant: string };

export interface TypedField {
  readonly name: string;
  readonly type: TypeExpr;
  readonly optional: boolean;
}

export interface NamedType {
  readonly name: string;
  readonly type: TypeExpr;
  /** Where its form comes from: `drawn` in the diagram, `configured`, or `opaque` (the diagram only names it). */
  readonly origin: "drawn" | "configured" | "opaque";
  /** What it is used for, in the diagram's words. */
  readonly usage: string;
}

export interface ErrorType {
  readonly name: string;
  readonly message: string | undefined;
}

export type FragmentOperator = "alt" | "opt" | "loop" | "par" | "break" | "critical" | "group";

export interface Fragment {
  readonly id: FragmentId;
  readonly operator: FragmentOperator;
  readonly within: BranchPath;
  /** As drawn; `opt` and `break` get a second, empty one for going past. */
  readonly branches: readonly FragmentBranch[];
  /** For loops. */
  readonly repetition: Repetition | undefined;
  /** For a loop over each of something that goes by one word. */
  readonly items: LoopItems | undefined;
  readonly span: Span;
}

/** What a loop goes through. */
export interface LoopItems {
  /** The name by which one of them is known inside the loop. */
  readonly name: string;
  readonly type: TypeExpr;
  /** Components that know all of them when the loop begins, and by which path. */
  readonly from: readonly { readonly component: string; readonly path: string }[];
}

export interface FragmentBranch {
  /** The guard's text; `else` when there is none. */
  readonly label: string;
  readonly guard: Guard;
  readonly body: readonly Element[];
  readonly span: Span;
}

export type Element =
  | { readonly kind: "step"; readonly step: StepId }
  | { readonly kind: "fragment"; readonly fragment: FragmentId }
  | {
      readonly kind: "reference";
      readonly text: string;
      readonly codes: readonly string[];
      readonly span: Span;
    };

export interface Phase {
  readonly name: string;
  readonly span: Span;
}

/** A promise with what it binds. */
export type PlacedStatement = StatedPolicy & {
  readonly at: PolicyPlace;
  /** The step that the note hangs on or follows. */
  readonly step: StepId | undefined;
  readonly origin: "note" | "divider" | "directive";
};

/** A promise with what it binds, and who keeps it there. */
export type ModelPolicy = PlacedStatement & {
  /** The arrows by which the work comes in that it is about. */
  readonly entries: readonly StepId[];
  /** Empty where nobody keeps it. */
  readonly keptBy: readonly Pick<PolicyKeeper<Policy>, "by" | "property" | "how">[];
};

/** A statement that PostgreSQL's parser refuses, with its reason; `hint` says how PostgreSQL puts it. */
export interface RefusedSql {
  readonly text: string;
  readonly reason: string;
  readonly hint: string | undefined;
  readonly span: Span;
}

export interface Remark {
  readonly text: string;
  readonly kind: "heading" | "prose" | "example";
  readonly span: Span;
}

export interface Hole {
  readonly step: StepId;
  readonly name: string;
  readonly type: TypeExpr;
}
