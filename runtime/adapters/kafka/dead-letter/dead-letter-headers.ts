import type { RecordHeaders } from "../records/record-headers.ts";

/** Where a dead letter comes from, and why it is one. */
export interface DeadLetterOrigin {
  readonly topic: string;
  readonly partition: number;
  readonly offset: string;
  /** Milliseconds since 1970. */
  readonly timestamp: string;
  readonly timestampType: "CreateTime" | "LogAppendTime";
  readonly consumerGroup: string;
  readonly error: unknown;
}

const lengthMax = 8000;

/**
 * The headers that Spring Kafka's `DeadLetterPublishingRecoverer` writes, in its encoding: numbers as big-endian
 * bytes, the rest as UTF-8. Tools that know Spring's dead letters therefore read ours.
 */
export function deadLetterHeaders(origin: DeadLetterOrigin): RecordHeaders {
  const { error } = origin;
  const headers: Record<string, Buffer> = {
    "kafka_dlt-original-topic": Buffer.from(origin.topic),
    "kafka_dlt-original-partition": int32(origin.partition),
    "kafka_dlt-original-offset": int64(origin.offset),
    "kafka_dlt-original-timestamp": int64(origin.timestamp),
    "kafka_dlt-original-timestamp-type": Buffer.from(origin.timestampType),
    "kafka_dlt-original-consumer-group": Buffer.from(origin.consumerGroup),
    "kafka_dlt-exception-fqcn": Buffer.from(className(error)),
    "kafka_dlt-exception-message": Buffer.from(cut(messageOf(error))),
    "kafka_dlt-exception-stacktrace": Buffer.from(cut(stackOf(error))),
  };
  if (error instanceof Error && error.cause !== undefined)
    headers["kafka_dlt-exception-cause-fqcn"] = Buffer.from(className(error.cause));
  return headers;
}

/** The headers of a letter that would be too large with what the error says. */
export function withoutTexts(headers: RecordHeaders): RecordHeaders {
  const texts = new Set(["kafka_dlt-exception-stacktrace", "kafka_dlt-exception-message"]);
  return Object.fromEntries(Object.entries(headers).filter(([name]) => !texts.has(name)));
}

/**
 * Says that the value is too large for the dead letter topic, and how many bytes it has. The other headers say where it
 * still is. Without such a letter, the record would block its partition.
 */
export function valueOmitted(value: Buffer | null): RecordHeaders {
  return { "seqwright-value-omitted": String(value?.length ?? 0) };
}

/** What the headers of a dead letter say; `undefined` when they are not those of one. */
export interface DeadLetterReport {
  readonly topic: string;
  readonly partition: number;
  readonly offset: string;
  readonly consumerGroup: string;
  readonly exception: string;
  readonly message: string;
}

export function readDeadLetterHeaders(headers: RecordHeaders): DeadLetterReport | undefined {
  const bytes = (name: string): Buffer | undefined => {
    const value = headers[`kafka_dlt-${name}`];
    return Buffer.isBuffer(value) ? value : undefined;
  };
  const partition = bytes("original-partition");
  const offset = bytes("original-offset");
  if (partition?.length !== 4 || offset?.length !== 8) return undefined;
  const text = (name: string): string => bytes(name)?.toString() ?? "";
  return {
    topic: text("original-topic"),
    partition: partition.readInt32BE(),
    offset: offset.readBigInt64BE().toString(),
    consumerGroup: text("original-consumer-group"),
    exception: text("exception-fqcn"),
    message: text("exception-message"),
  };
}

// The class, not `name`: an Error subclass that forgot to set its name is still told from others.
function className(error: unknown): string {
  if (!(error instanceof Error)) return typeof error;
  return error.constructor.name === "Error" ? error.name : error.constructor.name;
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

function stackOf(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}

// A record of the largest size allowed must still fit into the dead letter topic with its headers.
function cut(text: string): string {
  return text.length > lengthMax ? `${text.slice(0, lengthMax)}…` : text;
}

function int32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeInt32BE(value);
  return bytes;
}

function int64(value: string): Buffer {
  const bytes = Buffer.alloc(8);
  bytes.writeBigInt64BE(BigInt(value));
  return bytes;
}
