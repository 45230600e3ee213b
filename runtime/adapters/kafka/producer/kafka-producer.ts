import type { Message, Producer } from "kafkajs";
import kafkajs from "kafkajs";
import { batchSizes, partsOf } from "./batch-sizes.ts";
import type { EventPublisher, OutgoingEvent } from "../../../ports/event-publisher.ts";
import { checkedPartitioner, isUnknownPartition } from "./checked-partitioner.ts";
import {
  disconnected,
  type KafkaConnection,
  kafkaClient,
  retrySettings,
} from "../client/kafka-connection.ts";
import { FatalError } from "../../../errors/errors.ts";
import { isTooLarge, kafkaError, protocolErrorType } from "../client/kafka-errors.ts";
import { memoisedConnection } from "../client/memoised-connection.ts";
import { eventTypeHeader, type RecordHeaders } from "../records/record-headers.ts";
import { sleep } from "../../../time/sleep.ts";
import { within } from "../../../time/within.ts";

export interface KafkaProducerOptions extends KafkaConnection {
  /** `none` unless said otherwise. */
  readonly compression?: "none" | "gzip" | "zstd";
  /** Most records in one request; those published meanwhile wait for the next. 1,000 unless said otherwise. */
  readonly batchMax?: number;
  /** How long a topic may be unknown, as it is right after its creation. 5,000 unless said otherwise. */
  readonly topicReadyMs?: number;
  /** How long disposing waits for what is being published; the rest is refused. 30,000 unless said otherwise. */
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

interface Waiting {
  readonly message: Message;
  readonly resolve: () => void;
  readonly reject: (error: unknown) => void;
}

type Batch = readonly Waiting[];

interface TopicQueue {
  readonly waiting: Waiting[];
  pumping: boolean;
}

/**
 * Publishes to Kafka: idempotent (a request that is repeated because its answer was lost is stored once), acknowledged
 * by all replicas in sync, in order per topic. Connects at the first use.
 */
export function kafkaProducer(options: KafkaProducerOptions): KafkaProducer {
  const { batchMax = 1000, topicReadyMs = 5000, closeTimeoutMs = 30_000 } = options;
  const client = kafkaClient(options);
  const compression = compressionTypes[options.compression ?? "none"];
  const queues = new Map<string, TopicQueue>();
  const sizes = batchSizes(batchMax);
  const underWay = new Set<Promise<void>>();
  let closed = false;

  const connection = memoisedConnection(async (): Promise<Producer> => {
    const producer = client.kafka.producer({
      idempotent: true,
      maxInFlightRequests: 5,
      allowAutoTopicCreation: false,
      retry: retrySettings(options),
      createPartitioner: checkedPartitioner,
    });
    await producer.connect();
    return producer;
  });

  const sendThrough = async (producer: Producer, topic: string, batch: Batch): Promise<void> => {
    const messages = batch.map(({ message }) => message);
    await producer.send({ topic, messages, acks: -1, compression });
  };

  // After a failure kafkajs reuses the sequence numbers of the failed request. Had the broker stored that request, it
  // would take the next one for a repetition and drop it silently: a new producer id prevents that.
  const abandon = (producer: Producer): void => {
    connection.forget(producer);
    void producer.disconnect().catch(() => {});
  };

  const sendBatch = async (topic: string, batch: Batch): Promise<void> => {
    const deadline = Date.now() + topicReadyMs;
    for (let tries = 1; ; tries += 1) {
      const producer = await connection.get();
      try {
        await sendThrough(producer, topic, batch);
        return;
      } catch (error) {
        if (isTooLarge(error) && batch.length > 1) return sendInParts(producer, topic, batch);
        // None of it has been stored.
        if (isTooLarge(error)) throw error;
        abandon(producer);
        // The new producer knows partitions that have been added since.
        if (tries === 1 && isUnknownPartition(error)) continue;
        const unknown = protocolErrorType(error) === "UNKNOWN_TOPIC_OR_PARTITION";
        if (!unknown || closed || Date.now() >= deadline) throw error;
        await sleep(100);
      }
    }
  };

  // Of several partitions, some may have stored their records. The same producer reuses the sequence numbers, by which
  // these partitions know them again: so the broker stores nothing twice, and all goes through this producer or not at
  // all. Only what other brokers have stored is stored again, for kafkajs does not tell that they have.
  const sendInParts = async (producer: Producer, topic: string, batch: Batch): Promise<void> => {
    sizes.refused(topic, batch);
    const parts = [...partsOf(batch)];
    for (let part = parts.shift(); part !== undefined; part = parts.shift())
      try {
        await sendThrough(producer, topic, part);
      } catch (error) {
        if (isTooLarge(error) && part.length > 1) parts.unshift(...partsOf(part));
        else if (isTooLarge(error)) refuse(topic, part, error);
        else {
          abandon(producer);
          return refuse(topic, [...part, ...parts.flat()], error);
        }
      }
  };

  const refuse = (topic: string, batch: Batch, cause: unknown): void => {
    const error = kafkaError(`publish ${batch.length} record(s) to topic "${topic}"`, cause);
    for (const { reject } of batch) reject(error);
  };

  const deliver = async (topic: string, batch: Batch): Promise<void> => {
    try {
      await sendBatch(topic, batch);
      // Changes nothing for those that have been refused.
      for (const { resolve } of batch) resolve();
    } catch (cause) {
      if (batch.length === 1 || !isUnknownPartition(cause)) return refuse(topic, batch, cause);
      // Nothing has been sent: one by one, those that came together with the wrong one go through.
      for (const each of batch) await deliver(topic, [each]);
    }
  };

  // One request per topic at a time: kafkajs' idempotent producer would serialise them anyway, one record each.
  const pump = async (topic: string, queue: TopicQueue): Promise<void> => {
    queue.pumping = true;
    // Whatever is published in this turn of the event loop shares the first request.
    await Promise.resolve();
    while (queue.waiting.length > 0) {
      await deliver(topic, sizes.take(topic, queue.waiting));
    }
    queue.pumping = false;
    queues.delete(topic);
  };

  const send = async ({ topic, partition, key, value, headers }: KafkaRecord): Promise<void> => {
    if (closed) throw new Error(`record for topic "${topic}" came after the producer was closed`);
    const queue = queues.get(topic) ?? { waiting: [], pumping: false };
    queues.set(topic, queue);
    const message: Message = {
      key,
      value,
      ...(partition === undefined ? {} : { partition }),
      ...(headers === undefined ? {} : { headers: { ...headers } }),
    };
    const sent = new Promise<void>((resolve, reject) => {
      queue.waiting.push({ message, resolve, reject });
    });
    if (!queue.pumping) {
      const pumping = pump(topic, queue).finally(() => underWay.delete(pumping));
      underWay.add(pumping);
    }
    return sent;
  };

  return {
    async publish({ topic, key, type, payload, headers }) {
      const value = JSON.stringify(payload) as string | undefined;
      if (value === undefined)
        throw new FatalError(`publish "${type}" to topic "${topic}": ${typeof payload} is no JSON`);
      await send({ topic, key: key ?? null, value, headers: { ...headers, [eventTypeHeader]: type } });
    },
    send,
    async [Symbol.asyncDispose]() {
      closed = true;
      await within(closeTimeoutMs, Promise.all(underWay));
      // What is still under way is refused by the client that is closed, and ends soon.
      if (underWay.size > 0) client.close();
      await Promise.all(underWay);
      await connection.close(disconnected);
      client.close();
    },
  };
}

const compressionTypes = {
  none: kafkajs.CompressionTypes.None,
  gzip: kafkajs.CompressionTypes.GZIP,
  zstd: kafkajs.CompressionTypes.ZSTD,
} as const;
