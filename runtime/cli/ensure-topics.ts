import { setTimeout as pause } from "node:timers/promises";
import { installed } from "./installed.ts";

/** Creates the topics that are not there yet. A broker for development need not know them beforehand. */
export async function ensureTopics(
  brokers: readonly string[],
  topics: readonly string[],
  partitions = 3,
): Promise<void> {
  if (topics.length === 0) return;
  const { kafkaClient } = await installed(() => import("../adapters/kafka/kafka-connection.ts"));
  const client = kafkaClient({ brokers });
  const admin = client.kafka.admin();
  await admin.connect();
  try {
    await untilHosted(() =>
      admin.createTopics({
        waitForLeaders: true,
        topics: topics.map((topic) => ({ topic, numPartitions: partitions })),
      }),
    );
  } finally {
    await admin.disconnect();
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
