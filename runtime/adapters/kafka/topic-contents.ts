import { randomUUID } from "node:crypto";
import type { IHeaders } from "kafkajs";
import { kafkaClient } from "./client/kafka-connection.ts";
import { readDeadLetterHeaders } from "./dead-letter/dead-letter-headers.ts";

export interface TopicRecord {
  readonly partition: number;
  readonly offset: string;
  readonly key: string;
  readonly value: string;
  /** As text. */
  readonly headers: Readonly<Record<string, string>>;
  /** Why it is a dead letter, if it is one. */
  readonly reason: string | undefined;
}

/** A look at topics with a client of our own, beside the adapters that are being shown. */
export interface TopicContents extends AsyncDisposable {
  read(topic: string): Promise<readonly TopicRecord[]>;
  /** How many records there are. */
  count(topic: string): Promise<number>;
  /** The offset that the group has committed of a topic with one partition; 0 where it has committed none. */
  committed(topic: string, groupId: string): Promise<number>;
  /** Whether the group has committed everything that is in the topic. */
  isWorkedOff(topic: string, groupId: string): Promise<boolean>;
  /** Removes topics; those that are not there count as removed. */
  remove(topics: readonly string[]): Promise<void>;
}

export async function topicContents(brokers: readonly string[]): Promise<TopicContents> {
  const client = kafkaClient({ brokers });
  const admin = client.kafka.admin();
  await admin.connect();

  const sizes = async (topic: string) =>
    (await admin.fetchTopicOffsets(topic)).map(({ partition, high, low }) => ({
      partition,
      end: Number(high),
      count: Number(high) - Number(low),
    }));

  const count = async (topic: string): Promise<number> =>
    (await sizes(topic)).reduce((sum, { count: here }) => sum + here, 0);

  const offsetsOf = async (topic: string, groupId: string): Promise<ReadonlyMap<number, number>> => {
    const [offsets] = await admin.fetchOffsets({ groupId, topics: [topic] });
    return new Map(offsets?.partitions.map(({ partition, offset }) => [partition, Number(offset)]));
  };

  return {
    count,
    async read(topic) {
      const wanted = await count(topic);
      const found: TopicRecord[] = [];
      if (wanted === 0) return found;
      const consumer = client.kafka.consumer({
        groupId: `demo-reader-${randomUUID()}`,
        maxWaitTimeInMs: 100,
      });
      await consumer.connect();
      await consumer.subscribe({ topics: [topic], fromBeginning: true });
      await new Promise<void>((resolve, reject) => {
        const run = consumer.run({
          eachMessage: async ({ partition, message: { key, value, headers, offset } }) => {
            const report = readDeadLetterHeaders(headers ?? {});
            const reason = report === undefined ? undefined : `${report.exception}: ${report.message}`;
            const place = { partition, offset };
            found.push({
              ...place,
              key: String(key),
              value: String(value),
              headers: textsOf(headers),
              reason,
            });
            if (found.length === wanted) resolve();
          },
        });
        run.catch(reject);
      });
      await consumer.disconnect();
      return found;
    },
    committed: async (topic, groupId) => Math.max(0, (await offsetsOf(topic, groupId)).get(0) ?? 0),
    async isWorkedOff(topic, groupId) {
      const committed = await offsetsOf(topic, groupId);
      return (await sizes(topic)).every(
        ({ partition, end }) => end === 0 || committed.get(partition) === end,
      );
    },
    remove: async (topics) => {
      const known = new Set(await admin.listTopics());
      const there = [...new Set(topics)].filter((topic) => known.has(topic));
      if (there.length > 0) await admin.deleteTopics({ topics: there });
    },
    async [Symbol.asyncDispose]() {
      await admin.disconnect();
      client.close();
    },
  };
}

function textsOf(headers: IHeaders = {}): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, String(value)]));
}
