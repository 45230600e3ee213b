import type {
  Argument,
  CallRetry,
  Deciding,
  Encoding,
  ReplyOutcome,
  SchemaNotation,
  StepId,
} from "../steps.ts";
import { free, valueOf, type Literal, type Value } from "../values.ts";
import type { Leaf } from "./fragments.ts";

/** An arrow as `steps.gen.ts` writes it. Its identity and the branches around it follow from where it stands. */
export interface Arrow extends Leaf {
  readonly kind: "arrow";
  readonly from: string;
  readonly to: string;
  /** The last part of its identity. */
  readonly name: string;
  readonly text: string;
  readonly carries: CallData | ReplyData;
}

/** What a call carries, besides its ends. */
export interface CallData {
  readonly kind: "call";
  readonly method: string;
  readonly receiver?: string;
  readonly args: readonly Argument[];
  readonly waits: boolean;
  readonly readOnly: boolean;
  readonly retry?: CallRetry;
  readonly decides: readonly Deciding[];
}

/** What an answer carries, besides its ends. */
export interface ReplyData {
  readonly kind: "reply";
  /** Undefined for the nearest call that is still open. */
  readonly answers: StepId | undefined;
  readonly outcome: ReplyOutcome;
  readonly decides: readonly Deciding[];
}

/** What is written of a call; the rest is as most often: it waits, changes something, and decides nothing. */
export interface CallDetails {
  readonly method: string;
  readonly args?: readonly Argument[];
  /** The label, where it says more than the name. */
  readonly text?: string;
  readonly receiver?: string;
  readonly waits?: false;
  readonly readOnly?: true;
  readonly retry?: CallRetry;
  readonly decides?: readonly Deciding[];
}

/** `from -> to : name`; an arrow to oneself is a step of one's own. */
export function call(from: string, to: string, name: string, details: CallDetails): Arrow {
  const { method, receiver, args = [], text = name, waits = true, readOnly = false, decides = [] } = details;
  const { retry } = details;
  const asked = receiver === undefined ? {} : { receiver };
  const again = retry === undefined ? {} : { retry };
  return {
    kind: "arrow",
    from,
    to,
    name,
    text,
    carries: { kind: "call", method, ...asked, args, waits, readOnly, ...again, decides },
  };
}

/** What is written of an answer; without `as` or `throws` it carries nothing. */
export interface ReplyDetails {
  readonly text?: string;
  /** The call that it answers, where that is not the nearest open one. */
  readonly answers?: StepId;
  /** The name by which the receiver knows the value. */
  readonly as?: string;
  /** What is promised of it; left out where any value will do. */
  readonly value?: Value | Literal;
  readonly type?: SchemaNotation["type"];
  readonly encoding?: Encoding;
  readonly column?: string;
  readonly throws?: SchemaNotation["error"];
  readonly message?: string;
  readonly decides?: readonly Deciding[];
}

/** `from --> to : name` */
export function reply(from: string, to: string, name: string, details: ReplyDetails = {}): Arrow {
  const { text = name, answers, decides = [] } = details;
  const carries: ReplyData = { kind: "reply", answers, outcome: outcomeOf(details), decides };
  return { kind: "arrow", from, to, name, text, carries };
}

function outcomeOf(details: ReplyDetails): ReplyOutcome {
  const { as, value, type, encoding = "value", column, throws, message } = details;
  if (throws !== undefined)
    return { kind: "throws", error: throws, ...(message === undefined ? {} : { message }) };
  if (as === undefined || type === undefined) return { kind: "nothing" };
  const promised = value === undefined ? free(as) : valueOf(value);
  return {
    kind: "returns",
    value: promised,
    as,
    type,
    encoding,
    ...(column === undefined ? {} : { column }),
  };
}

/** An argument: its name, what the sender passes, and what it may be. */
export function argument(name: string, value: Value | Literal, type?: Argument["type"]): Argument {
  return { name, value: valueOf(value), ...(type === undefined ? {} : { type }) };
}
