import type { PortType } from "./types.ts";
import type { Value } from "./values.ts";

/** From sender, receiver, label and the branches around it; edits elsewhere in the diagram do not change it. */
export type StepId = string;
export type FragmentId = string;

export type FragmentOperator = "alt" | "opt" | "loop" | "par" | "break" | "critical" | "group";

/** Where a step or fragment stands: the branches around it, outermost first. */
export type BranchPath = readonly (readonly [fragment: FragmentId, branch: number])[];

/** How types and errors are noted: by the compiler as data, in generated code as schemas and classes. */
export interface Notation {
  readonly type: unknown;
  readonly error: unknown;
}

/** How generated code notes them. */
export interface SchemaNotation {
  readonly type: Schema;
  readonly error: new (message?: string) => Error;
}

/** As much of a zod schema as is needed to tell whether a value fits. */
export interface Schema {
  safeParse(value: unknown): SchemaVerdict;
}

export type SchemaVerdict =
  | { readonly success: true; readonly data: unknown }
  | { readonly success: false; readonly error: { readonly issues: readonly SchemaIssue[] } };

export interface SchemaIssue {
  readonly path: readonly PropertyKey[];
  readonly message: string;
}

/** An arrow of the diagram. */
export type Step<N extends Notation = SchemaNotation> = CallStep<N> | ReplyStep<N>;

interface StepBase {
  /** Codes of sender and receiver. */
  readonly from: string;
  readonly to: string;
  /** The label on one line, without markup. */
  readonly text: string;
  readonly within: BranchPath;
}

/** One participant asks another to do something, or itself (`self`: a method of its own class). */
export interface CallStep<N extends Notation = SchemaNotation> extends StepBase {
  readonly kind: "call" | "self";
  /** The method of the receiver's port. */
  readonly method: string;
  /** The method is called on the value that the sender knows by this name (`ack.acknowledge()`), not on a collaborator. */
  readonly receiver?: string | undefined;
  readonly args: readonly Argument<N>[];
  /** False for an asynchronous signal: the sender goes on without an answer. */
  readonly waits: boolean;
  /** Changes nothing at the receiver, as far as the diagram says (a SELECT, a GET). */
  readonly readOnly: boolean;
  /** It is made again when it fails, as a note at it says. */
  readonly retry?: CallRetry;
  /** Branches that depend on an argument; `field` begins with its name: `event.type`. */
  readonly decides: readonly Deciding[];
}

/** How often a call is made again at most, and after which pauses; what is not said is left to the runtime. */
export interface CallRetry {
  readonly retriesMax?: number;
  /** The pause before the first retry, in ms. */
  readonly delayMs?: number;
  /** How many times longer each further pause is; all are the same without it. */
  readonly factor?: number;
}

/** The answer to a call. */
export interface ReplyStep<N extends Notation = SchemaNotation> extends StepBase {
  readonly kind: "reply";
  /** The call that it answers. */
  readonly answers: StepId;
  readonly outcome: ReplyOutcome<N>;
  /** Branches that depend on what it carries. */
  readonly decides: readonly Deciding[];
}

/** One argument: the receiver's parameter, what the sender is to pass, and its type where it is not the command's own. */
export interface Argument<N extends Notation = SchemaNotation> {
  readonly name: string;
  readonly value: Value;
  readonly type?: N["type"] | PortType;
}

/** A fragment whose branch depends on `field` (dotted; empty for the whole value) of what a step carries. */
export interface Deciding {
  readonly fragment: FragmentId;
  /** What the guards of the fragment call it. */
  readonly name: string;
  readonly field: string;
}

/**
 * How a value crosses the port: as itself, as JSON text (a Redis string), or in a SQL result: as its rows (a list) or its
 * only row, as the one column of all its rows, as one column of its only row, or as its row count.
 */
export type Encoding = "value" | "json" | "sql-rows" | "sql-column" | "sql-value" | "sql-count";

/** What an answer carries. */
export type ReplyOutcome<N extends Notation = SchemaNotation> =
  | { readonly kind: "nothing" }
  | {
      readonly kind: "returns";
      /** What is promised of the value, in the sender's scope. */
      readonly value: Value;
      /** The name by which the receiver knows it from then on. */
      readonly as: string;
      /** Of this one answer. */
      readonly type: N["type"];
      readonly encoding: Encoding;
      /** Of a SQL result with several columns: the one that it stands in. */
      readonly column?: string;
    }
  | { readonly kind: "throws"; readonly error: N["error"]; readonly message?: string | undefined };

/** The schema of an argument that is a value. */
export function schemaOf({ type }: Argument): Schema | undefined {
  return type === undefined || isPort(type) ? undefined : type;
}

/** The participant that an argument calls back, if it is an object for that. */
export function portOf({ type }: Argument): string | undefined {
  return type !== undefined && isPort(type) ? type.participant : undefined;
}

function isPort(type: Schema | PortType): type is PortType {
  return "participant" in type;
}
