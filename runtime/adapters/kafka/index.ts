export type { DeadLetterReason, KafkaConsumerEvent } from "./consumer-events.ts";
export type { KafkaConsumerOptions } from "./consumer-options.ts";
export { type DeadLetterReport, readDeadLetterHeaders } from "./dead-letter-headers.ts";
export type { DeadLetterOptions } from "./dead-letters.ts";
export { ensureTopics, type EnsureTopicsOptions } from "./ensure-topics.ts";
export type { KafkaConnection, KafkaLogEntry } from "./kafka-connection.ts";
export { kafkaConsumer } from "./kafka-consumer.ts";
export {
  type KafkaProducer,
  kafkaProducer,
  type KafkaProducerOptions,
  type KafkaRecord,
} from "./kafka-producer.ts";
export { eventTypeHeader } from "./record-headers.ts";
export type { RetryOptions } from "./retry-policy.ts";
