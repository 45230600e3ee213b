import type { Admin, KafkaMessage } from "kafkajs";
import type { DeadLetter } from "./record-tries.ts";
import { deadLetterHeaders } from "./dead-letter-headers.ts";
import { type KafkaProducer, kafkaProducer } from "./kafka-producer.ts";
import type { KafkaConnection } from "./kafka-connection.ts";
import { protocolErrorType } from "./kafka-errors.ts";
import type { RecordHeaders } from "./record-headers.ts";

export interface DeadLetterOptions {
  /** Where a topic's dead letters go. `<topic>-dlt` unless said otherwise. */
  readonly topic?: string | ((topic: string) => string);
  /** Creates the dead letter topic, or adds partitions to it, where it has fewer than its source. True unless said otherwise. */
  readonly create?: boolean;
  /** Of a dead letter topic that is created. The brokers' default unless said otherwise. */
  readonly replicationFactor?: number;
}

export interface DeadLetters extends AsyncDisposable {
  /** Makes sure that each source topic's dead letters have somewhere to go. */
  prepare(admin: Admin, topics: readonly string[]): Promise<void>;
  /** Resolves to the topic that it went to. */
  send(letter: DeadLetter): Promise<string>;
}

export function deadLetters(
  connection: KafkaConnection,
  consumerGroup: string,
  options: DeadLetterOptions = {},
): DeadLetters {
  const { create = true, replicationFactor = -1 } = options;
  const producer: KafkaProducer = kafkaProducer(connection);
  const deadLetterTopic = (topic: string): string => {
    if (typeof options.topic === "function") return options.topic(topic);
    return options.topic ?? `${topic}-dlt`;
  };

  return {
    async prepare(admin, sources) {
      if (!create) return;
      for (const source of sources) {
        const topic = deadLetterTopic(source);
        const partitions = await partitionCount(admin, source);
        // Resolves to false when the topic exists, also when another consumer has just created it.
        const created = await admin.createTopics({
          waitForLeaders: true,
          topics: [{ topic, numPartitions: partitions, replicationFactor }],
        });
        if (created || (await partitionCount(admin, topic)) >= partitions) continue;
        await admin.createPartitions({ topicPartitions: [{ topic, count: partitions }] });
      }
    },
    async send({ topic: source, partition, message, error }) {
      const topic = deadLetterTopic(source);
      const why = deadLetterHeaders({
        topic: source,
        partition,
        offset: message.offset,
        timestamp: message.timestamp,
        timestampType: timestampTypeOf(message),
        consumerGroup,
        error,
      });
      const original = writableHeaders(message.headers);
      const record = { topic, partition, key: message.key, value: message.value };
      try {
        await producer.send({ ...record, headers: { ...original, ...why } });
      } catch (failure) {
        if (protocolErrorType(failure) !== "MESSAGE_TOO_LARGE") throw failure;
        // The record was as large as a record may be: without the text about it, it fits again.
        const { "kafka_dlt-exception-stacktrace": _, "kafka_dlt-exception-message": __, ...short } = why;
        await producer.send({ ...record, headers: { ...original, ...short } });
      }
      return topic;
    },
    async [Symbol.asyncDispose]() {
      await producer[Symbol.asyncDispose]();
    },
  };
}

async function partitionCount(admin: Admin, topic: string): Promise<number> {
  const { topics } = await admin.fetchTopicMetadata({ topics: [topic] });
  return topics[0]?.partitions.length ?? 1;
}

// The batch that a record came in knows; kafkajs hands it out, though its types do not say so.
function timestampTypeOf(message: KafkaMessage): "CreateTime" | "LogAppendTime" {
  const { batchContext } = message as { readonly batchContext?: { readonly timestampType?: number } };
  return batchContext?.timestampType === 1 ? "LogAppendTime" : "CreateTime";
}

/** kafkajs reads headers without a value, but throws a TypeError when it shall write one: they become empty. */
export function writableHeaders(headers: RecordHeaders | undefined): RecordHeaders {
  const written: Record<string, RecordHeaders[string]> = {};
  const present = (value: Buffer | string | null | undefined) => value ?? "";
  for (const [name, value] of Object.entries(headers ?? {}))
    written[name] = Array.isArray(value) ? value.map(present) : present(value);
  return written;
}
