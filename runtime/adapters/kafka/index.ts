export type { DeadLetterReason, KafkaConsumerEvent } from "./events/consumer-events.ts";
export type { KafkaConsumerOptions } from "./consumer/consumer-options.ts";
export { type DeadLetterReport, readDeadLetterHeaders } from "./dead-letter/dead-letter-headers.ts";
export type { DeadLetterOptions } from "./dead-letter/dead-letters.ts";
export { ensureTopics, type EnsureTopicsOptions } from "./client/ensure-topics.ts";
export type { KafkaConnection, KafkaLogEntry } from "./client/kafka-connection.ts";
export { kafkaConsumer } from "./consumer/kafka-consumer.ts";
export {
  type KafkaProducer,
  kafkaProducer,
  type KafkaProducerOptions,
  type KafkaRecord,
} from "./producer/kafka-producer.ts";
export { topicContents, type TopicContents, type TopicRecord } from "./topic-contents.ts";
export { eventTypeHeader } from "./records/record-headers.ts";
export type { RetryPolicy } from "../../retry/retry-policy.ts";
