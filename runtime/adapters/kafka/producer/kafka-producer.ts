import kafkajs, { type Message, type Producer } from "kafkajs";
import { jsonText } from "../../../errors/json-text.ts";
import type { EventPublisher, OutgoingEvent } from "../../../ports/event-publisher.ts";
import { within } from "../../../time/within.ts";
import {
  disconnected,
  type KafkaClient,
  type KafkaConnection,
  kafkaClient,
  retrySettings,
} from "../client/kafka-connection.ts";
import { memoisedConnection } from "../client/memoised-connection.ts";
import { eventTypeHeader, type RecordHeaders } from "../records/record-headers.ts";
import { BatchSender, type OutgoingRecord } from "./batch-sender.ts";
import { batchSizes } from "./batch-sizes.ts";
import { checkedPartitioner } from "./checked-partitioner.ts";

export interface KafkaProducerOptions extends KafkaConnection {
  /** Default: `none`. */
  readonly compression?: "none" | "gzip" | "zstd";
  /** Most records in one request; those published meanwhile wait for the next. Default: 1,000. */
  readonly batchMax?: number;
  /** How long a topic may be unknown, as it is right after its creation. Default: 5,000. */
  readonly topicReadyMs?: number;
  /** How long disposing waits for what is being published; the rest is refused. Default: 30,000. */
  readonly closeTimeoutMs?: number;
}

/** A record as it goes to Kafka, with its partition where it must not be chosen by the key. */
export interface KafkaRecord {
  readonly topic: string;
  readonly partition?: number;
  readonly key: Buffer | string | null;
  readonly value: Buffer | string | null;
  readonly headers?: RecordHeaders;
}

export interface KafkaProducer extends EventPublisher, AsyncDisposable {
  /** Publishes the payload as JSON, with the event's type in the header `event-type`. */
  publish<Payload>(event: OutgoingEvent<Payload>): Promise<void>;
  /** Publishes bytes as they are. */
  send(record: KafkaRecord): Promise<void>;
}

/**
 * Publishes to Kafka: idempotent (a request that is repeated because its answer was lost is stored once), acknowledged
 * by all replicas in sync, in order per topic. Connects at the first use.
 */
export function kafkaProducer(options: KafkaProducerOptions): KafkaProducer {
  return new QueuingProducer(options);
}

/** Sends one request per topic at a time; what is published meanwhile shares the next one. */
class QueuingProducer implements KafkaProducer {
  readonly #options: KafkaProducerOptions;
  readonly #client: KafkaClient;
  readonly #connection = memoisedConnection(() => this.#connect());
  readonly #sizes;
  readonly #sender: BatchSender;
  /** The records of each topic that wait for their request. Present while requests are sent. */
  readonly #queues = new Map<string, OutgoingRecord[]>();
  readonly #sending = new Set<Promise<void>>();
  #isClosed = false;

  constructor(options: KafkaProducerOptions) {
    this.#options = options;
    this.#client = kafkaClient(options);
    this.#sizes = batchSizes(options.batchMax ?? 1000);
    this.#sender = new BatchSender({
      connection: this.#connection,
      sizes: this.#sizes,
      compression: compressionTypes[options.compression ?? "none"],
      topicReadyMs: options.topicReadyMs ?? 5000,
      isClosed: () => this.#isClosed,
    });
  }

  async publish<Payload>({ topic, key, type, payload, headers }: OutgoingEvent<Payload>): Promise<void> {
    const value = jsonText(payload, `publish "${type}" to topic "${topic}"`);
    await this.send({ topic, key: key ?? null, value, headers: { ...headers, [eventTypeHeader]: type } });
  }

  async send(record: KafkaRecord): Promise<void> {
    const { topic } = record;
    if (this.#isClosed) throw new Error(`record for topic "${topic}" came after the producer was closed`);
    await new Promise<void>((resolve, reject) => {
      this.#queueOf(topic).push({ message: messageOf(record), resolve, reject });
    });
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#isClosed = true;
    await within(this.#options.closeTimeoutMs ?? 30_000, Promise.all(this.#sending));
    // What is still under way is refused by the client that is closed, and ends soon.
    if (this.#sending.size > 0) this.#client.close();
    await Promise.all(this.#sending);
    await this.#connection.close(disconnected);
    this.#client.close();
  }

  async #connect(): Promise<Producer> {
    const producer = this.#client.kafka.producer({
      idempotent: true,
      maxInFlightRequests: 5,
      allowAutoTopicCreation: false,
      retry: retrySettings(this.#options),
      createPartitioner: checkedPartitioner,
    });
    await producer.connect();
    return producer;
  }

  #queueOf(topic: string): OutgoingRecord[] {
    const known = this.#queues.get(topic);
    if (known !== undefined) return known;
    const queue: OutgoingRecord[] = [];
    this.#queues.set(topic, queue);
    const sending = this.#sendAll(topic, queue).finally(() => this.#sending.delete(sending));
    this.#sending.add(sending);
    return queue;
  }

  // One request per topic at a time: kafkajs' idempotent producer would serialise them anyway, one record each.
  async #sendAll(topic: string, queue: OutgoingRecord[]): Promise<void> {
    // Whatever is published in this turn of the event loop shares the first request.
    await Promise.resolve();
    while (queue.length > 0) await this.#sender.send(topic, this.#sizes.take(topic, queue));
    this.#queues.delete(topic);
  }
}

function messageOf({ partition, key, value, headers }: KafkaRecord): Message {
  return {
    key,
    value,
    ...(partition === undefined ? {} : { partition }),
    ...(headers === undefined ? {} : { headers: { ...headers } }),
  };
}

const compressionTypes = {
  none: kafkajs.CompressionTypes.None,
  gzip: kafkajs.CompressionTypes.GZIP,
  zstd: kafkajs.CompressionTypes.ZSTD,
} as const;
