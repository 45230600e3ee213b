import { randomUUID } from "node:crypto";
import kafkajs, { type Admin, type Kafka } from "kafkajs";
import { z } from "zod";
import { kafkaConsumer } from "../../runtime/adapters/kafka/index.ts";
import { patchRequestQueue } from "../../runtime/adapters/kafka/patch-request-queue.ts";
import { parse } from "../../runtime/index.ts";

/**
 * Messages per second of our consumer and of a bare kafkajs `eachMessage` loop that does the same work, in turns on the
 * same topic of the same broker. Both decode JSON, check it by the schema and await an asynchronous handler.
 */

const messageCount = Number(process.env["BENCH_MESSAGES"] ?? 100_000);
const rounds = Number(process.env["BENCH_ROUNDS"] ?? 7);
const partitions = 4;

const ContentCreated = z.object({
  jobId: z.string().min(1),
  eventDraftId: z.string().min(1),
  imageUrls: z.object({ simple: z.url(), fancy: z.url(), trendy: z.url() }),
});
type ContentCreated = z.infer<typeof ContentCreated>;

interface Measured {
  readonly name: string;
  readonly perSecond: number[];
  run(client: Kafka, topic: string, handler: Handler): Promise<AsyncDisposable>;
}

type Handler = (payload: ContentCreated) => Promise<void>;

/** Messages per second of both, as medians over all rounds. */
export interface ConsumerFigures {
  readonly bare: number;
  readonly ours: number;
  readonly ratio: number;
}

export async function benchKafka(
  brokers: readonly string[],
  print: (line: string) => void,
): Promise<ConsumerFigures> {
  // Both sides get the repaired request queue; what remains is the difference of the loops.
  patchRequestQueue();
  const client = new kafkajs.Kafka({ brokers: [...brokers], logLevel: kafkajs.logLevel.NOTHING });
  const admin = client.admin();
  await admin.connect();
  const topic = `bench-${randomUUID()}`;
  await admin.createTopics({ waitForLeaders: true, topics: [{ topic, numPartitions: partitions }] });
  try {
    await fill(client, topic);
    const bare: Measured = { name: "kafkajs eachMessage", perSecond: [], run: runBare };
    const ours: Measured = {
      name: "kafkaConsumer",
      perSecond: [],
      run: (_, on, handler) => runOurs(brokers, on, handler),
    };
    for (let round = 0; round <= rounds; round += 1) {
      // Who goes first changes, so that neither always meets a warmer broker; the first round only warms up.
      for (const side of round % 2 === 0 ? [bare, ours] : [ours, bare]) {
        const perSecond = await measure(client, topic, side);
        if (round > 0) side.perSecond.push(perSecond);
      }
    }
    for (const { name, perSecond } of [bare, ours]) print(`${name}: ${figures(perSecond)}`);
    const medians = { bare: median(bare.perSecond), ours: median(ours.perSecond) };
    const ratio = medians.ours / medians.bare;
    print(`ratio of the medians: ${ratio.toFixed(2)}`);
    return { ...medians, ratio };
  } finally {
    await removeTopics(admin, topic);
    await admin.disconnect();
  }
}

async function fill(client: Kafka, topic: string): Promise<void> {
  const producer = client.producer({ createPartitioner: kafkajs.Partitioners.DefaultPartitioner });
  await producer.connect();
  const batch = 5000;
  for (let from = 0; from < messageCount; from += batch) {
    const messages = Array.from({ length: Math.min(batch, messageCount - from) }, (_, index) => ({
      key: `draft-${from + index}`,
      partition: (from + index) % partitions,
      value: JSON.stringify(contentCreated(from + index)),
    }));
    await producer.send({ topic, messages });
  }
  await producer.disconnect();
}

function contentCreated(index: number): ContentCreated {
  const url = (style: string): string => `https://cdn.example.com/${index}/${style}.png`;
  return {
    jobId: `job-${index}`,
    eventDraftId: `draft-${index}`,
    imageUrls: { simple: url("simple"), fancy: url("fancy"), trendy: url("trendy") },
  };
}

/** From the first message handled to the last. */
async function measure(client: Kafka, topic: string, side: Measured): Promise<number> {
  let handled = 0;
  let startedAt = 0;
  let finish = (): void => {};
  const finished = new Promise<void>((resolve) => {
    finish = resolve;
  });
  let tookMs = 0;
  await using _consumer = await side.run(client, topic, async ({ imageUrls }) => {
    if (handled === 0) startedAt = performance.now();
    await Promise.resolve(imageUrls.simple);
    handled += 1;
    if (handled < messageCount) return;
    tookMs = performance.now() - startedAt;
    finish();
  });
  await finished;
  return (messageCount / tookMs) * 1000;
}

async function runBare(client: Kafka, topic: string, handler: Handler): Promise<AsyncDisposable> {
  const consumer = client.consumer({ groupId: `bench-${randomUUID()}` });
  await consumer.connect();
  await consumer.subscribe({ topic, fromBeginning: true });
  await consumer.run({
    eachMessage: async ({ message }) => {
      const value: unknown = JSON.parse(message.value?.toString() ?? "");
      await handler(parse(ContentCreated, value, "ContentCreated"));
    },
  });
  return { [Symbol.asyncDispose]: () => consumer.disconnect() };
}

async function runOurs(
  brokers: readonly string[],
  topic: string,
  handler: Handler,
): Promise<AsyncDisposable> {
  const consumer = kafkaConsumer<ContentCreated>({
    brokers,
    topic,
    groupId: `bench-${randomUUID()}`,
    schema: ContentCreated,
    handler: ({ payload }) => handler(payload),
  });
  await consumer.start();
  return consumer;
}

async function removeTopics(admin: Admin, topic: string): Promise<void> {
  await admin.deleteTopics({ topics: [topic, `${topic}-dlt`] });
}

function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}

function figures(perSecond: readonly number[]): string {
  const whole = (value: number): string => Math.round(value).toLocaleString("en");
  const [low, high] = [Math.min(...perSecond), Math.max(...perSecond)];
  return `${whole(median(perSecond))} messages/s (${whole(low)} to ${whole(high)} in ${perSecond.length} rounds)`;
}

if (import.meta.main) {
  const addresses = process.env["KAFKA_BROKERS"];
  if (addresses === undefined) throw new Error("KAFKA_BROKERS must tell where Kafka listens");
  const { ratio } = await benchKafka(addresses.split(","), (line) => void process.stdout.write(`${line}\n`));
  if (ratio < 0.9) process.exitCode = 1;
}
