import { randomUUID } from "node:crypto";
import kafkajs, { type Kafka } from "kafkajs";
import { z } from "zod";
import { kafkaConsumer } from "../../runtime/adapters/kafka/index.ts";
import { patchRequestQueue } from "../../runtime/adapters/kafka/patch-request-queue.ts";
import { parse } from "../../runtime/index.ts";
import { imagesOf } from "../demo/demo-input.ts";
import { deferred } from "../support/deferred.ts";
import type { Compared } from "./samples.ts";

const ContentCreated = z.object({
  jobId: z.string().min(1),
  eventDraftId: z.string().min(1),
  imageUrls: z.object({ simple: z.url(), fancy: z.url(), trendy: z.url() }),
});
type ContentCreated = z.infer<typeof ContentCreated>;

export interface ConsumerBench {
  readonly brokers: readonly string[];
  readonly messages: number;
  readonly rounds: number;
  /** What the handler of both sides does with a message that has been decoded and checked. */
  readonly work: (payload: ContentCreated) => Promise<unknown>;
}

const partitions = 4;

type Handler = (payload: ContentCreated) => Promise<void>;
type Side = (handler: Handler) => Promise<AsyncDisposable>;

/**
 * Messages per second of our consumer and of a bare kafkajs `eachMessage` loop that does the same work, in turns on the
 * same topic of the same broker. Both decode JSON, check it by the schema, await the handler, and take the partitions
 * side by side.
 */
export async function benchConsumer({ brokers, messages, rounds, work }: ConsumerBench): Promise<Compared> {
  // Both sides get the repaired request queue; what remains is the difference of the loops.
  patchRequestQueue();
  const client = new kafkajs.Kafka({ brokers: [...brokers], logLevel: kafkajs.logLevel.NOTHING });
  const admin = client.admin();
  await admin.connect();
  const topic = `bench-${randomUUID()}`;
  await admin.createTopics({ waitForLeaders: true, topics: [{ topic, numPartitions: partitions }] });
  const measured: { readonly bare: number[]; readonly ours: number[] } = { bare: [], ours: [] };
  const sides = { bare: bareSide(client, topic), ours: ourSide(brokers, topic) };
  try {
    await fill(client, topic, messages);
    for (let round = 0; round <= rounds; round += 1) {
      // Who goes first changes, so that neither always meets a warmer broker; the first round only warms up.
      const order = round % 2 === 0 ? (["bare", "ours"] as const) : (["ours", "bare"] as const);
      for (const side of order) {
        const perSecond = await measure(sides[side], messages, work);
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
      const draft = `draft-${from + index}`;
      const payload = { jobId: `job-of-${draft}`, eventDraftId: draft, imageUrls: imagesOf(draft) };
      return { key: draft, partition: (from + index) % partitions, value: JSON.stringify(payload) };
    });
    await producer.send({ topic, messages });
  }
  await producer.disconnect();
}

/** From the first message handled to the last. */
async function measure(side: Side, messages: number, work: ConsumerBench["work"]): Promise<number> {
  let [begun, handled, startedAt] = [0, 0, 0];
  const finished = deferred<number>();
  await using _consumer = await side(async (payload) => {
    begun += 1;
    if (begun === 1) startedAt = performance.now();
    await work(payload);
    handled += 1;
    if (handled === messages) finished.resolve(performance.now() - startedAt);
  });
  return (messages / (await finished.promise)) * 1000;
}

function bareSide(client: Kafka, topic: string): Side {
  return async (handler) => {
    const consumer = client.consumer({ groupId: `bench-${randomUUID()}` });
    await consumer.connect();
    await consumer.subscribe({ topic, fromBeginning: true });
    await consumer.run({
      partitionsConsumedConcurrently: partitions,
      eachMessage: async ({ message }) => {
        const value: unknown = JSON.parse(message.value?.toString() ?? "");
        await handler(parse(ContentCreated, value, "ContentCreated"));
      },
    });
    return { [Symbol.asyncDispose]: () => consumer.disconnect() };
  };
}

function ourSide(brokers: readonly string[], topic: string): Side {
  return async (handler) => {
    const consumer = kafkaConsumer<ContentCreated>({
      brokers,
      topic,
      groupId: `bench-${randomUUID()}`,
      schema: ContentCreated,
      handler: ({ payload }) => handler(payload),
    });
    await consumer.start();
    return consumer;
  };
}
