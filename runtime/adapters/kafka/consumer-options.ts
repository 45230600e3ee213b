import type { KafkaMessage } from "kafkajs";
import type { ZodType } from "zod";
import type { DeferredEventHandler, EventHandler } from "../../ports/event-consumer.ts";
import type { OnConsumerEvent } from "./consumer-events.ts";
import type { DeadLetterOptions } from "./dead-letters.ts";
import { type DecodeRecord, jsonDecoder } from "./decode-record.ts";
import type { KafkaConnection } from "./kafka-connection.ts";
import type { LaneSettings } from "./lane-settings.ts";
import { eventTypeHeader, headerText } from "./record-headers.ts";
import { type RetryOptions, retryPolicy } from "./retry-policy.ts";

interface CommonOptions<Payload> extends KafkaConnection {
  /** The consumer group (`group.id`). */
  readonly groupId: string;
  readonly topic: string | readonly string[];
  /** What payloads are; others go to the dead letter topic, and the handler never sees them. */
  readonly schema?: ZodType<Payload>;
  /** For records that are not JSON; takes the place of `schema`. What it throws makes the record a dead letter. */
  readonly decode?: DecodeRecord<Payload>;
  /** Records whose header `event-type` says something else are skipped; those that say nothing are handled. */
  readonly eventType?: string | readonly string[];
  readonly retry?: RetryOptions;
  readonly deadLetter?: DeadLetterOptions;
  /** A handler that takes longer has failed, as with a retryable error. 60,000 unless said otherwise. */
  readonly handlerDeadlineMs?: number;
  /**
   * Records per partition that may be past the committed offset: in work, or waiting for an earlier one. Beyond it the
   * partition is paused. 1,000 unless said otherwise.
   */
  readonly inFlightMax?: number;
  /**
   * Records of one partition handled at the same time. 1 unless said otherwise, which keeps the order of the
   * partition; with more, records with the same key keep their order.
   */
  readonly concurrency?: number;
  /** Where a group without a committed offset begins (`auto.offset.reset`). `earliest` unless said otherwise. */
  readonly startFrom?: "earliest" | "latest";
  /** Offsets are committed at most this often. 200 unless said otherwise. */
  readonly commitIntervalMs?: number;
  /** Without a heartbeat for this long, the group gives the partitions to others. 30,000 unless said otherwise. */
  readonly sessionTimeoutMs?: number;
  /** How long the group waits for its members when it distributes the partitions anew. 60,000 unless said otherwise. */
  readonly rebalanceTimeoutMs?: number;
  /** 3,000 unless said otherwise. */
  readonly heartbeatIntervalMs?: number;
  /** How long stopping waits for the work under way before it is released. 10,000 unless said otherwise. */
  readonly shutdownGraceMs?: number;
  /** How long a topic may be unknown at the start, as it is right after its creation. 5,000 unless said otherwise. */
  readonly topicReadyMs?: number;
  /** Told of everything that happens to records and partitions. */
  readonly onEvent?: OnConsumerEvent;
}

export type KafkaConsumerOptions<Payload> = CommonOptions<Payload> &
  (
    | { readonly acknowledge?: "immediate"; readonly handler: EventHandler<Payload> }
    /** The handler answers at once; `ack` tells later that the record has been dealt with. */
    | { readonly acknowledge: "deferred"; readonly handler: DeferredEventHandler<Payload> }
  );

type LaneServices<Payload> = Pick<
  LaneSettings<Payload>,
  "onEvent" | "sendDeadLetter" | "onProgress" | "onRoom"
>;

export function laneSettings<Payload>(
  options: KafkaConsumerOptions<Payload>,
  services: LaneServices<Payload>,
): LaneSettings<Payload> {
  return {
    handler: options.handler,
    deferred: options.acknowledge === "deferred",
    decode: options.decode ?? jsonDecoder(options.schema),
    accepts: acceptedTypes(options.eventType),
    policy: retryPolicy(options.retry),
    concurrency: atLeastOne(options.concurrency ?? 1, "concurrency"),
    inFlightMax: atLeastOne(options.inFlightMax ?? 1000, "inFlightMax"),
    handlerDeadlineMs: atLeastOne(options.handlerDeadlineMs ?? 60_000, "handlerDeadlineMs"),
    ...services,
  };
}

export function topicsOf({ topic }: Pick<CommonOptions<unknown>, "topic">): readonly string[] {
  return typeof topic === "string" ? [topic] : topic;
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

function atLeastOne(value: number, option: string): number {
  if (Number.isInteger(value) && value >= 1) return value;
  throw new RangeError(`${option} must be a whole number of at least 1, not ${value}`);
}
