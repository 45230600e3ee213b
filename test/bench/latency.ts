import { randomUUID } from "node:crypto";
import { setTimeout } from "node:timers/promises";
import kafkajs from "kafkajs";
import { kafkaConsumer, kafkaProducer } from "../../runtime/adapters/kafka/index.ts";
import { ensureTopics } from "../../runtime/adapters/kafka/client/ensure-topics.ts";
import type { Compared } from "./samples.ts";

interface Side extends AsyncDisposable {
  send(at: number): Promise<unknown>;
}

type Handled = (sentAt: number) => void;

const warmUp = 50;

/**
 * Milliseconds from the call of the producer to the call of the handler, of our clients and of bare kafkajs, in turns:
 * one message at a time, at a rate that never makes one wait for another.
 */
export async function benchLatency(brokers: readonly string[], count: number): Promise<Compared> {
  const took: { readonly bare: number[]; readonly ours: number[] } = { bare: [], ours: [] };
  let arrived = (): void => undefined;
  const noting =
    (side: keyof typeof took): Handled =>
    (sentAt) => {
      took[side].push(performance.now() - sentAt);
      arrived();
    };
  await using bare = await bareSide(brokers, noting("bare"));
  await using ours = await ourSide(brokers, noting("ours"));
  for (let at = 0; at < count + warmUp; at += 1) {
    for (const side of [bare, ours]) {
      const handled = new Promise<void>((resolve) => (arrived = resolve));
      await side.send(performance.now());
      await handled;
      await setTimeout(5);
    }
  }
  return { bare: took.bare.slice(warmUp), ours: took.ours.slice(warmUp) };
}

async function ourSide(brokers: readonly string[], handled: Handled): Promise<Side> {
  const topic = await newTopic(brokers);
  const stack = new AsyncDisposableStack();
  const consumer = stack.use(
    kafkaConsumer<{ readonly sentAt: number }>({
      brokers,
      topic,
      groupId: topic,
      handler: async ({ payload }) => handled(payload.sentAt),
    }),
  );
  const producer = stack.use(kafkaProducer({ brokers }));
  await consumer.start();
  return {
    send: (sentAt) => producer.publish({ topic, key: "ping", type: "Ping", payload: { sentAt } }),
    [Symbol.asyncDispose]: () => stack.disposeAsync(),
  };
}

async function bareSide(brokers: readonly string[], handled: Handled): Promise<Side> {
  const topic = await newTopic(brokers);
  const client = new kafkajs.Kafka({ brokers: [...brokers], logLevel: kafkajs.logLevel.NOTHING });
  const consumer = client.consumer({ groupId: topic });
  // Ours is idempotent, too.
  const producer = client.producer({
    idempotent: true,
    createPartitioner: kafkajs.Partitioners.DefaultPartitioner,
  });
  await Promise.all([consumer.connect(), producer.connect()]);
  await consumer.subscribe({ topic, fromBeginning: true });
  await consumer.run({
    eachMessage: async ({ message }) => {
      handled((JSON.parse(String(message.value)) as { readonly sentAt: number }).sentAt);
    },
  });
  return {
    send: (sentAt) =>
      producer.send({ topic, messages: [{ key: "ping", value: JSON.stringify({ sentAt }) }] }),
    async [Symbol.asyncDispose]() {
      await Promise.all([consumer.disconnect(), producer.disconnect()]);
    },
  };
}

async function newTopic(brokers: readonly string[]): Promise<string> {
  const topic = `bench-${randomUUID()}`;
  await ensureTopics({ brokers, topics: [topic], partitions: 1 });
  return topic;
}
