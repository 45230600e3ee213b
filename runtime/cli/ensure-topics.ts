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
    await admin.createTopics({
      waitForLeaders: true,
      topics: topics.map((topic) => ({ topic, numPartitions: partitions })),
    });
  } finally {
    await admin.disconnect();
    client.close();
  }
}
