import { randomUUID } from "node:crypto";
import { onTestFinished, vi } from "vitest";
import kafkajs, {
  type Admin,
  type ConfigResourceTypes,
  type IHeaders,
  type Kafka,
  type KafkaMessage,
} from "kafkajs";
import {
  kafkaConsumer,
  type KafkaConsumerEvent,
  type KafkaConsumerOptions,
} from "../../../runtime/adapters/kafka/index.ts";
import { repairKafkajs } from "../../../runtime/adapters/kafka/repairs/repair-kafkajs.ts";
import type {
  DeferredEventHandler,
  EventConsumer,
  EventHandler,
} from "../../../runtime/ports/event-consumer.ts";

/** The brokers that the tests run on. */
export function brokers(): readonly string[] {
  const addresses = process.env["KAFKA_BROKERS"];
  if (addresses === undefined || addresses === "")
    throw new Error("KAFKA_BROKERS must tell where Kafka listens");
  return addresses.split(",");
}

/** A plain kafkajs client, to look at the broker with other eyes than the adapter's. */
export function plainClient(at: readonly string[] = brokers()): Kafka {
  repairKafkajs();
  return new kafkajs.Kafka({
    brokers: [...at],
    logLevel: kafkajs.logLevel.NOTHING,
    retry: { initialRetryTime: 50, maxRetryTime: 500, retries: 40 },
  });
}

export interface TestTopic {
  readonly name: string;
  readonly group: string;
  readonly admin: Admin;
  produce(...messages: readonly TestMessage[]): Promise<void>;
  /** Sets the topic's `max.message.bytes`. */
  takeRecordsUpTo(bytes: number): Promise<void>;
  /** Everything in a topic, this one unless another is named; by partition and offset. */
  read(topic?: string): Promise<readonly ReadMessage[]>;
  /** The group's committed offset in a partition; -1 when there is none. */
  committed(partition?: number, group?: string): Promise<number>;
  metadata(partition?: number): Promise<string | null>;
}

export interface TestMessage {
  readonly value: string | Buffer | null;
  readonly key?: string;
  readonly partition?: number;
  readonly headers?: IHeaders;
}

export interface ReadMessage {
  readonly partition: number;
  readonly message: KafkaMessage;
}

/** A topic and a group of its own for a test. */
export async function testTopic(partitions = 1): Promise<TestTopic> {
  const name = `test-${randomUUID()}`;
  const group = `${name}-group`;
  const client = plainClient();
  const admin = client.admin();
  await admin.connect();
  await admin.createTopics({ waitForLeaders: true, topics: [{ topic: name, numPartitions: partitions }] });
  const producer = client.producer({ createPartitioner: kafkajs.Partitioners.DefaultPartitioner });
  await producer.connect();
  onTestFinished(async () => {
    await producer.disconnect();
    await admin.disconnect();
  });

  const offsets = async (partition: number, of: string) => {
    const [fetched] = await admin.fetchOffsets({ groupId: of, topics: [name] });
    return fetched?.partitions.find((each) => each.partition === partition);
  };

  return {
    name,
    group,
    admin,
    async produce(...messages) {
      await producer.send({ topic: name, messages: messages.map((message) => ({ ...message })) });
    },
    async takeRecordsUpTo(bytes) {
      const configEntries = [{ name: "max.message.bytes", value: String(bytes) }];
      await admin.alterConfigs({
        validateOnly: false,
        resources: [{ type: topicResource, name, configEntries }],
      });
    },
    read: async (topic = name) => readAll(client, admin, topic),
    committed: async (partition = 0, of = group) => Number((await offsets(partition, of))?.offset ?? -1),
    metadata: async (partition = 0) => (await offsets(partition, group))?.metadata ?? null,
  };
}

const topicResource: ConfigResourceTypes.TOPIC = 2;

async function readAll(client: Kafka, admin: Admin, topic: string): Promise<readonly ReadMessage[]> {
  const ends = await admin.fetchTopicOffsets(topic);
  const wanted = ends.reduce((sum, { high, low }) => sum + Number(high) - Number(low), 0);
  const found: ReadMessage[] = [];
  if (wanted === 0) return found;
  const consumer = client.consumer({ groupId: `reader-${randomUUID()}`, maxWaitTimeInMs: 100 });
  await consumer.connect();
  await consumer.subscribe({ topic, fromBeginning: true });
  await new Promise<void>((resolve, reject) => {
    const eachMessage = async ({ partition, message }: ReadMessage): Promise<void> => {
      found.push({ partition, message });
      if (found.length === wanted) resolve();
    };
    consumer.run({ eachMessage }).catch(reject);
  });
  await consumer.disconnect();
  return found.sort(
    (a, b) => a.partition - b.partition || Number(a.message.offset) - Number(b.message.offset),
  );
}

export interface TestConsumer {
  readonly consumer: EventConsumer;
  readonly events: KafkaConsumerEvent[];
  readonly of: <Kind extends KafkaConsumerEvent["kind"]>(
    kind: Kind,
  ) => readonly Extract<KafkaConsumerEvent, { kind: Kind }>[];
}

/** What differs from the common case: the topic's own group, short waits. */
export type TestConsumerOptions<Payload> = Partial<
  Omit<KafkaConsumerOptions<Payload>, "handler" | "acknowledge">
> &
  (
    | { readonly acknowledge?: "immediate"; readonly handler: EventHandler<Payload> }
    | { readonly acknowledge: "deferred"; readonly handler: DeferredEventHandler<Payload> }
  );

/** A running consumer that is stopped when the test is over. */
export async function startConsumer<Payload>(
  topic: TestTopic,
  options: TestConsumerOptions<Payload>,
): Promise<TestConsumer> {
  const events: KafkaConsumerEvent[] = [];
  const consumer = kafkaConsumer<Payload>({
    brokers: brokers(),
    groupId: topic.group,
    topic: topic.name,
    retry: { delayMs: 10, factor: 1 },
    commitIntervalMs: 20,
    onEvent: (event) => void events.push(event),
    ...options,
  });
  onTestFinished(() => consumer.stop());
  await consumer.start();
  return {
    consumer,
    events,
    of: <Kind extends KafkaConsumerEvent["kind"]>(kind: Kind) =>
      events.filter((event): event is Extract<KafkaConsumerEvent, { kind: Kind }> => event.kind === kind),
  };
}

/** Resolves when the assertions hold. */
export async function eventually(assertions: () => void | Promise<void>, timeoutMs = 30_000): Promise<void> {
  await vi.waitFor(assertions, { timeout: timeoutMs, interval: 25 });
}

/** A promise and the means to settle it. */
export function gate(): { readonly open: () => void; readonly opened: Promise<void> } {
  let open = (): void => {};
  const opened = new Promise<void>((resolve) => {
    open = resolve;
  });
  return { open, opened };
}

export const json = (value: unknown): string => JSON.stringify(value);
