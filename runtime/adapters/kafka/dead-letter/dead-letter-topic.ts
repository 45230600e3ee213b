import type { Admin } from "kafkajs";
import { kafkaError, protocolErrorType } from "../client/kafka-errors.ts";
import { sleep } from "../../../time/sleep.ts";

export interface WantedTopic {
  readonly topic: string;
  readonly partitions: number;
  /** -1: the brokers' default. */
  readonly replicationFactor: number;
}

/**
 * Makes sure that a topic exists and has at least so many partitions. Asks before it creates anything, because a service
 * in production may lack the right to create topics. Several consumers that start together may each try.
 */
export async function ensureTopic(admin: Admin, wanted: WantedTopic, patienceMs = 5000): Promise<void> {
  const { topic, partitions, replicationFactor } = wanted;
  const deadline = Date.now() + patienceMs;
  for (;;) {
    const there = await partitionCount(admin, topic);
    if (there >= partitions) return;
    try {
      if (there === 0)
        await admin.createTopics({
          waitForLeaders: true,
          topics: [{ topic, numPartitions: partitions, replicationFactor }],
        });
      else await admin.createPartitions({ topicPartitions: [{ topic, count: partitions }] });
    } catch (error) {
      if (!isSomebodyElses(error) || Date.now() >= deadline)
        throw kafkaError(`make dead letter topic "${topic}" with ${partitions} partition(s)`, error);
    }
    if (Date.now() >= deadline) return;
    await sleep(50);
  }
}

/** 0 when there is no such topic. */
export async function partitionCount(admin: Admin, topic: string): Promise<number> {
  try {
    const { topics } = await admin.fetchTopicMetadata({ topics: [topic] });
    return topics[0]?.partitions.length ?? 0;
  } catch (error) {
    if (protocolErrorType(error) === "UNKNOWN_TOPIC_OR_PARTITION") return 0;
    throw error;
  }
}

// Another consumer has just added the partitions, or the broker lists the topic a moment before it hosts it.
const othersAtWork = new Set(["INVALID_PARTITIONS", "UNKNOWN_TOPIC_OR_PARTITION", "LEADER_NOT_AVAILABLE"]);

function isSomebodyElses(error: unknown): boolean {
  const type = protocolErrorType(error);
  return type !== undefined && othersAtWork.has(type);
}
