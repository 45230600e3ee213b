import type * as model from "seqwright-runtime/model";
import type {
  BranchPath,
  Entry as EntryOf,
  FragmentId,
  FragmentOperator,
  Guard,
  Literal,
  Predicate,
  Policy,
  NamedSteps,
  PolicyKeeper,
  PolicyPlace,
  Repetition,
  ResourceKind,
  StepId,
  TypeExpr,
} from "seqwright-runtime/model";
import type { SourceFile, Span } from "../../source/source-file.ts";
import type { StatedPolicy } from "../../text/model.ts";
import type { Provision } from "./provision.ts";
import type { Publication } from "./publication.ts";
import type { Boundary, Transaction } from "./transaction.ts";
import type { WireForm } from "./wire-form.ts";

export type {
  BranchPath,
  Deciding,
  FragmentId,
  FragmentOperator,
  Literal,
  ResourceKind,
  StepId,
  TypedField,
  TypeExpr,
  Value,
} from "seqwright-runtime/model";

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
  /** Arrows such as `BEGIN` and `COMMIT`: no steps, but where transactions begin and end. */
  readonly boundaries: readonly Boundary[];
  /** Calls that are made again when they fail, as the notes at them say. */
  readonly retries: readonly StepRetry[];
  readonly phases: readonly Phase[];
  readonly types: readonly NamedType[];
  readonly errors: readonly ErrorType[];
  readonly policies: readonly ModelPolicy[];
  /** Values that contract tests are to try, by name or dotted path. */
  readonly examples: Readonly<Record<string, readonly Literal[]>>;
  /** What stands in notes and states no known policy. */
  readonly remarks: readonly Remark[];
  /** Labels that look like SQL and are read as words. */
  readonly refusedSql: readonly RefusedSql[];
  /** Steps that nobody drew: the start of a component that acts without having been called. */
  readonly starts: readonly StepId[];
  /** Messages that are drawn as lost. */
  readonly lost: readonly LostMessage[];
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

/** How the compiler notes types and errors: as data, and by name. */
export interface TypeNotation {
  readonly type: TypeExpr;
  readonly error: string;
}

export type Step = CallStep | ReplyStep;

/** What only the compiler knows of a step. */
interface Compiled {
  readonly id: StepId;
  /** What it says, shortest: a method, a path, a command. */
  readonly brief: string;
  /** What it says, as documentation has it. */
  readonly sentence: string;
  /** The divider it stands under. */
  readonly phase: string | undefined;
  readonly span: Span;
}

/** `[` and `]` as sender or receiver are the diagram's left and right border. */
export interface CallStep extends model.CallStep<TypeNotation>, Compiled {
  /** How it goes over the wire, where the text says so. */
  readonly wire: WireForm | undefined;
  readonly args: readonly Argument[];
  /** The call that its sender is working on, or has answered just before. */
  readonly cause: StepId | undefined;
  /** That call has been answered: its sender goes on in the background. */
  readonly afterAnswer: boolean;
  /** The arrows that answer it (one for each branch). */
  readonly answers: readonly StepId[];
  /** How often it is made, in ms, where its loop or its text says so: `loop every 500 ms`. */
  readonly everyMs?: number;
  /** For a self-call: returns at once and goes on in the background, as a note says. */
  readonly background: boolean;
  /** For a self-call: checks what it is given, as its text says. */
  readonly validates: boolean;
}

/** By which work comes in; `method` is the model's own name for it. */
export type Entry = EntryOf<TypeExpr>;

/** One argument: the receiver's parameter, its type, and what the sender is to pass. */
export type Argument = Required<model.Argument<TypeNotation>>;

export interface ReplyStep extends model.ReplyStep<TypeNotation>, Compiled {
  /** Of an HTTP response, as drawn: `404`. */
  readonly status: number | undefined;
  /** Its text has no form that says what it carries. */
  readonly inWords: boolean;
  /** Words behind a status that name nothing known: they bring no body. */
  readonly beside?: string | undefined;
}

export type ReplyOutcome = model.ReplyOutcome<TypeNotation>;

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

export interface Fragment {
  readonly id: FragmentId;
  readonly operator: FragmentOperator;
  readonly within: BranchPath;
  /** As drawn; `opt` and `break` get a second, empty one for going past. */
  readonly branches: readonly FragmentBranch[];
  /** For loops. */
  readonly repetition: Repetition | undefined;
  /** For a loop whose condition is a predicate: it is looked at after each round, since only a round brings what it is about. */
  readonly atLeastOnce: boolean;
  /** For a loop with a condition that decides nothing: why not. */
  readonly undecided?: string;
  /** For a loop over each of something that goes by one word. */
  readonly items: LoopItems | undefined;
  /** Branches that depend on one of a loop's items; empty for anything else. */
  readonly decides: readonly model.Deciding[];
  readonly span: Span;
}

/** How often a call is made again at most, and after which pauses; what is not said is left to the runtime. */
export interface StepRetry {
  readonly step: StepId;
  readonly retriesMax: number | undefined;
  readonly delayMs: number | undefined;
  readonly factor: number | undefined;
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
  /** What has to hold for the branch to be taken; undefined for what is left, and where known values do not decide. */
  readonly predicate: Predicate | undefined;
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
  /** A branch promises what is drawn in it. */
  readonly origin: "note" | "divider" | "directive" | "branch";
};

/** A promise with what it binds, and who keeps it there. */
export type ModelPolicy = PlacedStatement & {
  /** The arrows by which the work comes in that it is about. */
  readonly entries: readonly StepId[];
  /** Empty where nobody keeps it. */
  readonly keptBy: readonly Pick<PolicyKeeper<Policy>, "by" | "property" | "how">[];
  /** Why not, where nobody does. */
  readonly whyNot?: string | undefined;
  /** The arrows that its phrases speak of. */
  readonly named?: NamedSteps;
};

/** A statement that PostgreSQL's parser refuses, with its reason; `hint` says how PostgreSQL puts it. */
export interface RefusedSql {
  readonly text: string;
  readonly reason: string;
  readonly hint: string | undefined;
  readonly span: Span;
}

export interface LostMessage {
  readonly text: string;
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
