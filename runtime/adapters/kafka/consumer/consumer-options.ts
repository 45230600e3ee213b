import { AsyncLocalStorage } from "node:async_hooks";
import type { KafkaMessage } from "kafkajs";
import type { ZodType } from "zod";
import type { DeferredEventHandler, EventHandler } from "../../../ports/event-consumer.ts";
import type { OnConsumerEvent } from "../events/consumer-events.ts";
import { type DeadLetterOptions, deadLetterTopicOf } from "../dead-letter/dead-letters.ts";
import { type DecodeRecord, jsonDecoder } from "../records/decode-record.ts";
import type { KafkaConnection } from "../client/kafka-connection.ts";
import type { PartitionSettings } from "../partition/partition-worker.ts";
import type { RecordKind } from "../partition/record-tries.ts";
import { eventTypeHeader, headerText } from "../records/record-headers.ts";
import { recordRetries, type RetryPolicy } from "../../../retry/retry-policy.ts";

interface CommonOptions<Payload> extends KafkaConnection {
  /** The consumer group (`group.id`). */
  readonly groupId: string;
  readonly topic: string | readonly string[];
  /**
   * The schema of payloads. A record that does not fit goes to the dead letter topic, and the handler never sees it. A
   * record without a value (a tombstone) fits if the schema takes `null`.
   */
  readonly schema?: ZodType<Payload>;
  /** For records that are not JSON; takes the place of `schema`. What it throws makes the record a dead letter. */
  readonly decode?: DecodeRecord<Payload>;
  /** The types to handle. A record with another `event-type` header is skipped; one without the header is handled. */
  readonly eventType?: string | readonly string[];
  /** When a handler that failed is called again. Default: 3 retries after 1, 2 and 4 seconds; no pause is longer than 30. A function says it by topic and type. */
  readonly retry?: Partial<RetryPolicy> | ((record: RecordKind) => Partial<RetryPolicy>);
  readonly deadLetter?: DeadLetterOptions;
  /** A handler that takes longer has failed, as with a retryable error. Default: 60,000. */
  readonly handlerDeadlineMs?: number;
  /**
   * Deferred: a record that nobody has acknowledged or rejected this long after its handler returned has failed, as
   * with a retryable error, so that it is tried again and in the end dead-lettered. An acknowledgement that comes later
   * still counts. Default: none, because nobody but you knows how long the work may take.
   */
  readonly ackDeadlineMs?: number;
  /**
   * Deferred: how long a record may wait for its acknowledgement before the event `ack-overdue` is reported, again and
   * again. A forgotten acknowledgement holds back the committed offset, and in the end the partition. Default: 300,000.
   */
  readonly ackOverdueMs?: number;
  /**
   * Records per partition that may be past the committed offset: in work, or waiting for an earlier one. Beyond it the
   * partition is paused. Default: 1,000.
   */
  readonly inFlightMax?: number;
  /**
   * Records of one partition handled at the same time. Default: 1, which keeps the order of the
   * partition. With more, records with the same key keep their order. Deferred: this is about handlers, not about what
   * goes on after them; a record rejected by then is tried again beside those behind it.
   */
  readonly concurrency?: number;
  /** Where a group without a committed offset begins (`auto.offset.reset`). Default: `earliest`. */
  readonly startFrom?: "earliest" | "latest";
  /** Offsets are committed at most this often. Default: 200. */
  readonly commitIntervalMs?: number;
  /** Without a heartbeat for this long, the group gives the partitions to others. Default: 30,000. */
  readonly sessionTimeoutMs?: number;
  /** How long the group waits for its members when it distributes the partitions anew. Default: 60,000. */
  readonly rebalanceTimeoutMs?: number;
  /** Shorter than `sessionTimeoutMs`, of which it should be a third at most. Default: 3,000. */
  readonly heartbeatIntervalMs?: number;
  /** How soon partitions that have been added to a topic are noticed (`metadata.max.age.ms`). Default: 300,000. */
  readonly metadataMaxAgeMs?: number;
  /** How long stopping waits for the work under way before it is released. Default: 10,000. */
  readonly shutdownGraceMs?: number;
  /** How long a topic may be unknown at the start, as it is right after its creation. Default: 5,000. */
  readonly topicReadyMs?: number;
  /**
   * Called for everything that happens to records and partitions. Without it, what an operator must know (dead letters,
   * crashes, overdue acknowledgements) becomes a warning of the process.
   */
  readonly onEvent?: OnConsumerEvent;
}

export type KafkaConsumerOptions<Payload> = CommonOptions<Payload> &
  (
    | { readonly acknowledge?: "immediate"; readonly handler: EventHandler<Payload> }
    /** The handler answers at once; `ack` tells later that the record has been dealt with. */
    | { readonly acknowledge: "deferred"; readonly handler: DeferredEventHandler<Payload> }
  );

type PartitionServices<Payload> = Pick<
  PartitionSettings<Payload>,
  "onEvent" | "sendDeadLetter" | "onProgress" | "onSpace"
>;

export function partitionSettings<Payload>(
  options: KafkaConsumerOptions<Payload>,
  services: PartitionServices<Payload>,
): PartitionSettings<Payload> {
  // An acknowledgement may start the next record. That record must not run inside the transaction, workflow or trace in
  // which the acknowledgement was called.
  const outside = AsyncLocalStorage.snapshot();
  return {
    handler: (event, ack) => outside(() => options.handler(event, ack)),
    deferred: options.acknowledge === "deferred",
    decode: options.decode ?? jsonDecoder(options.schema),
    accepts: acceptedTypes(options.eventType),
    retryOf: retriesOf(options.retry),
    concurrency: options.concurrency ?? 1,
    inFlightMax: options.inFlightMax ?? 1000,
    handlerDeadlineMs: options.handlerDeadlineMs ?? 60_000,
    ackDeadlineMs: options.ackDeadlineMs,
    ackOverdueMs: options.ackOverdueMs ?? 300_000,
    ...services,
  };
}

export function topicsOf({ topic }: Pick<CommonOptions<unknown>, "topic">): readonly string[] {
  return typeof topic === "string" ? [topic] : topic;
}

function retriesOf(retry: CommonOptions<unknown>["retry"]): (record: RecordKind) => RetryPolicy {
  if (typeof retry === "function") return (record) => ({ ...recordRetries, ...retry(record) });
  const policy = { ...recordRetries, ...retry };
  return () => policy;
}

function acceptedTypes(
  eventType: string | readonly string[] | undefined,
): (message: KafkaMessage) => boolean {
  if (eventType === undefined) return () => true;
  const accepted = new Set(typeof eventType === "string" ? [eventType] : eventType);
  return ({ headers }) => {
    const type = headerText(headers, eventTypeHeader);
    return type === undefined || accepted.has(type);
  };
}

// Node's timers take no longer delay: a longer one fires after 1 ms.
const longestMs = 2 ** 31 - 1;

/** Throws for settings that would otherwise fail later, far from their cause. */
export function checkOptions(options: CommonOptions<unknown>): void {
  if (options.groupId === "") throw new TypeError("groupId must not be empty");
  const topics = topicsOf(options);
  if (topics.length === 0 || topics.includes("")) throw new TypeError("topic must name at least one topic");
  const {
    retriesMax = 0,
    delayMs,
    factor = 1,
    delayMaxMs,
  } = typeof options.retry === "object" ? options.retry : {};
  if (retriesMax !== Number.POSITIVE_INFINITY) whole(retriesMax, "retry.retriesMax", 0);
  if (!(factor >= 1)) throw new RangeError(`retry.factor must be at least 1, not ${factor}`);
  whole(delayMs, "retry.delayMs", 0);
  whole(delayMaxMs, "retry.delayMaxMs", 0);
  for (const name of ["concurrency", "inFlightMax"] as const) whole(options[name], name, 1);
  for (const name of atLeastOneMs) whole(options[name], name, 1);
  for (const name of atLeastZeroMs) whole(options[name], name, 0);
  const { sessionTimeoutMs, heartbeatIntervalMs } = sessionTimes(options);
  if (heartbeatIntervalMs >= sessionTimeoutMs)
    throw new RangeError(
      `heartbeatIntervalMs (${heartbeatIntervalMs}) must be less than sessionTimeoutMs (${sessionTimeoutMs})`,
    );
  const deadLetterTopic = deadLetterTopicOf(options.deadLetter);
  for (const topic of topics)
    if (comesBack(topic, topics, deadLetterTopic))
      throw new TypeError(`deadLetter.topic must not send dead letters of topic "${topic}" back to it`);
}

/** How often the group hears of this consumer, and how long it waits for that. */
export function sessionTimes(options: CommonOptions<unknown>) {
  const { sessionTimeoutMs = 30_000, heartbeatIntervalMs = 3000 } = options;
  return { sessionTimeoutMs, heartbeatIntervalMs };
}

// A dead letter that comes back to its source fails again, and would add another letter in each round.
function comesBack(
  topic: string,
  sources: readonly string[],
  deadLetterTopic: (source: string) => string,
): boolean {
  let at = deadLetterTopic(topic);
  for (let steps = 1; steps < sources.length && at !== topic && sources.includes(at); steps += 1)
    at = deadLetterTopic(at);
  return at === topic;
}

const atLeastOneMs = [
  "ackDeadlineMs",
  "ackOverdueMs",
  "connectionTimeoutMs",
  "handlerDeadlineMs",
  "heartbeatIntervalMs",
  "metadataMaxAgeMs",
  "rebalanceTimeoutMs",
  "requestTimeoutMs",
  "sessionTimeoutMs",
] as const;
const atLeastZeroMs = ["commitIntervalMs", "giveUpAfterMs", "shutdownGraceMs", "topicReadyMs"] as const;

function whole(value: number | undefined, option: string, least: number): void {
  if (value === undefined || (Number.isInteger(value) && value >= least && value <= longestMs)) return;
  throw new RangeError(`${option} must be a whole number from ${least} to ${longestMs}, not ${value}`);
}
