import { setTimeout as pause } from "node:timers/promises";
import { quote } from "../../../runtime/errors/quote.ts";
import { installed } from "./installed.ts";

/**
 * Creates the topics that are not there yet. A broker for development need not know them beforehand.
 * @throws {FatalError} naming the first topic that Kafka does not take, and why.
 */
export async function ensureTopics(
  brokers: readonly string[],
  topics: readonly string[],
  partitions = 3,
): Promise<void> {
  if (topics.length === 0) return;
  const { disconnected, kafkaClient } = await installed(
    () => import("../../../runtime/adapters/kafka/client/kafka-connection.ts"),
  );
  const { kafkaError } = await installed(
    () => import("../../../runtime/adapters/kafka/client/kafka-errors.ts"),
  );
  const client = kafkaClient({ brokers });
  const admin = client.kafka.admin();
  let attempted = `connect to Kafka at ${brokers.join(", ")}`;
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
