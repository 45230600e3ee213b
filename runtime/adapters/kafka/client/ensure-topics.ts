import { setTimeout as pause } from "node:timers/promises";
import { quote } from "../../../model/quote.ts";
import { disconnected, kafkaClient, type KafkaConnection } from "./kafka-connection.ts";
import { kafkaError } from "./kafka-errors.ts";

export interface EnsureTopicsOptions extends KafkaConnection {
  readonly topics: readonly string[];
  /** Of each topic that is created; 3 if not given. */
  readonly partitions?: number;
}

/**
 * Creates the topics that are not there yet. A broker for development need not know them beforehand.
 * @throws {FatalError} naming the first topic that Kafka does not take, and why.
 */
export async function ensureTopics({
  topics,
  partitions = 3,
  ...connection
}: EnsureTopicsOptions): Promise<void> {
  if (topics.length === 0) return;
  const client = kafkaClient(connection);
  const admin = client.kafka.admin();
  let attempted = `connect to Kafka at ${connection.brokers.join(", ")}`;
  try {
    await admin.connect();
    // One by one: of several, kafkajs does not say which one was refused.
    for (const topic of topics) {
      attempted = `create topic ${quote(topic)}`;
      const creation = { waitForLeaders: true, topics: [{ topic, numPartitions: partitions }] };
      await untilHosted(() => admin.createTopics(creation));
    }
  } catch (error) {
    throw kafkaError(attempted, error);
  } finally {
    await disconnected(admin);
    client.close();
  }
}

const triesMax = 50;
const pauseMs = 100;

/** A broker may list a topic a moment before it hosts it; kafkajs gives up on that, though it marks it as passing. */
async function untilHosted(create: () => Promise<unknown>): Promise<void> {
  for (let tries = 1; ; tries += 1) {
    try {
      await create();
      return;
    } catch (error) {
      if (tries >= triesMax || !isPassing(error)) throw error;
      await pause(pauseMs);
    }
  }
}

function isPassing(error: unknown): boolean {
  return typeof error === "object" && error !== null && "retriable" in error && error.retriable === true;
}
