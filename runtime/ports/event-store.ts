/** An event to be written. What it says is JSON. */
export interface NewEvent<Data = unknown> {
  /** Unique in its stream: an append of events that are there already changes nothing. Default: a random UUID. */
  readonly id?: string;
  readonly type: string;
  readonly data: Data;
  /** What the event does not say itself, such as `correlationId` and `causationId`. */
  readonly metadata?: Readonly<Record<string, string>>;
}

export interface StoredEvent<Data = unknown> extends Required<NewEvent<Data>> {
  readonly stream: string;
  /** 1 for the first event of its stream, and one more for each that follows. */
  readonly version: number;
  /** Where the event stands among all events. Only the store can read it. */
  readonly position: string;
  readonly recordedAt: Date;
}

/**
 * What the writer knows of the stream: its last version, `"no stream"`, or `"stream exists"`. With `"any"` the events follow
 * whatever is there.
 */
export type ExpectedVersion = number | "no stream" | "stream exists" | "any";

export interface AppendResult {
  /** The version of the last of these events. */
  readonly version: number;
  /** They were there already: this append is a repetition of an earlier one. */
  readonly repeated: boolean;
}

export interface ReadStreamOptions {
  /** Of the first event that is read. Default: 1. */
  readonly fromVersion?: number;
}

/** Streams of events that only ever grow. A stream is named `category-id`, such as `order-4711`. */
export interface EventStore {
  /** The events of a stream, oldest first; none where there is no such stream. Reads on while it is iterated. */
  read(stream: string, options?: ReadStreamOptions): AsyncIterable<StoredEvent>;
  /**
   * Writes all of the events or none, in this order. Takes part in the transaction that is under way on the store's
   * database. Rejects with a `WrongVersionError` when the stream is not as expected; nothing is written then, and the
   * transaction can go on.
   */
  append(
    stream: string,
    events: readonly NewEvent[],
    options: { readonly expected: ExpectedVersion },
  ): Promise<AppendResult>;
}
