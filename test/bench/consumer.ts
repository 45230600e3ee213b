import { randomUUID } from "node:crypto";
import kafkajs, { type Kafka } from "kafkajs";
import { kafkaConsumer } from "../../runtime/adapters/kafka/index.ts";
import { repairKafkajs } from "../../runtime/adapters/kafka/repairs/repair-kafkajs.ts";
import { parse } from "../../runtime/index.ts";
import { ContentCreated } from "../../generated/event-콘텐츠생성완료구독/messages.gen.ts";
import { imagesOf } from "../demo/demo-input.ts";
import { deferred } from "../support/deferred.ts";
import type { Compared } from "./samples.ts";

/** Begins to handle what is in the topic, and says so of each message that it is done with. */
export type Side = (topic: string, handled: () => void) => Promise<AsyncDisposable>;

export interface ConsumerBench {
  readonly brokers: readonly string[];
  readonly messages: number;
  readonly rounds: number;
  readonly bare: Side;
  readonly ours: Side;
}

export type Work = (payload: ContentCreated) => Promise<unknown>;

const partitions = 4;

/** The draft that a message is about, by the message's number. */
export function draftOf(index: number): string {
  return `draft-${index}`;
}

/** Messages per second of both sides, in turns on the same topic of the same broker, which they take from the beginning. */
export async function benchConsumer({
  brokers,
  messages,
  rounds,
  ...sides
}: ConsumerBench): Promise<Compared> {
  // Both sides get the repaired request queue; what remains is the difference of the loops.
  repairKafkajs();
  const client = clientOf(brokers);
  const admin = client.admin();
  await admin.connect();
  const topic = `bench-${randomUUID()}`;
  await admin.createTopics({ waitForLeaders: true, topics: [{ topic, numPartitions: partitions }] });
  const measured: { readonly bare: number[]; readonly ours: number[] } = { bare: [], ours: [] };
  try {
    await fill(client, topic, messages);
    for (let round = 0; round <= rounds; round += 1) {
      // Who goes first changes, so that neither always meets a warmer broker; the first round only warms up.
      const order = round % 2 === 0 ? (["bare", "ours"] as const) : (["ours", "bare"] as const);
      for (const side of order) {
        const perSecond = await measure(sides[side], topic, messages);
        if (round > 0) measured[side].push(perSecond);
      }
    }
  } finally {
    await admin.deleteTopics({ topics: [topic, `${topic}-dlt`] });
    await admin.disconnect();
  }
  return measured;
}

async function fill(client: Kafka, topic: string, count: number): Promise<void> {
  const producer = client.producer({ createPartitioner: kafkajs.Partitioners.DefaultPartitioner });
  await producer.connect();
  const batch = 5000;
  for (let from = 0; from < count; from += batch) {
    const messages = Array.from({ length: Math.min(batch, count - from) }, (_, index) => {
      const draft = draftOf(from + index);
      const payload = { jobId: `job-of-${draft}`, eventDraftId: draft, imageUrls: imagesOf(draft) };
      return { key: draft, partition: (from + index) % partitions, value: JSON.stringify(payload) };
    });
    await producer.send({ topic, messages });
  }
  await producer.disconnect();
}

/** From the first message handled to the last. */
async function measure(side: Side, topic: string, messages: number): Promise<number> {
  let [handled, startedAt] = [0, 0];
  const finished = deferred<number>();
  await using _consumer = await side(topic, () => {
    handled += 1;
    if (handled === 1) startedAt = performance.now();
    if (handled === messages) finished.resolve(performance.now() - startedAt);
  });
  return ((messages - 1) / (await finished.promise)) * 1000;
}

/** A bare kafkajs `eachMessage` loop that decodes JSON, checks it by the schema, and takes the partitions side by side. */
export function bareLoop(brokers: readonly string[], work: Work): Side {
  return async (topic, handled) => {
    const consumer = clientOf(brokers).consumer({ groupId: `bench-${randomUUID()}` });
    await consumer.connect();
    await consumer.subscribe({ topic, fromBeginning: true });
    await consumer.run({
      partitionsConsumedConcurrently: partitions,
      eachMessage: async ({ message }) => {
        const value: unknown = JSON.parse(message.value?.toString() ?? "");
        await work(parse(ContentCreated, value, "ContentCreated"));
        handled();
      },
    });
    return { [Symbol.asyncDispose]: () => consumer.disconnect() };
  };
}

/** `kafkaConsumer` with a handler that does the same. */
export function adapter(brokers: readonly string[], work: Work): Side {
  return async (topic, handled) => {
    const consumer = kafkaConsumer<ContentCreated>({
      brokers,
      topic,
      groupId: `bench-${randomUUID()}`,
      schema: ContentCreated,
      handler: async ({ payload }) => {
        await work(payload);
        handled();
      },
    });
    await consumer.start();
    return consumer;
  };
}

function clientOf(brokers: readonly string[]): Kafka {
  return new kafkajs.Kafka({ brokers: [...brokers], logLevel: kafkajs.logLevel.NOTHING });
}
