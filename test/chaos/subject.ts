import { randomUUID } from "node:crypto";
import { kafkaProducer, type KafkaProducer } from "../../runtime/adapters/kafka/index.ts";
import { connectSystem } from "../../runtime/cli/connect-system.ts";
import { ensureTopics } from "../../runtime/cli/ensure-topics.ts";
import type { ServiceAddresses, Services } from "../../runtime/services/index.ts";
import type { ResourceClients } from "../../runtime/system/system-definition.ts";
import { topicContents } from "../demo/topic-contents.ts";
import { freshDatabase } from "../support/workflow/fresh-database.ts";
import { untilItWorks } from "./until-it-works.ts";

/** What became of everything that was published. */
export interface Findings {
  readonly published: number;
  readonly lost: number;
  readonly doubled: number;
  readonly broken: readonly string[];
  readonly remark?: string;
}

/** A diagram's system under attack: who publishes to it, and who counts its effects afterwards. */
export interface Subject extends AsyncDisposable {
  readonly place: SubjectPlace;
  /** One event more. It goes on trying until the servers take it. */
  publish(): Promise<void>;
  /** What users do meanwhile. */
  meanwhile(): Promise<void>;
  isWorkedOff(): Promise<boolean>;
  findings(): Promise<Findings>;
}

/** Where a system works: what a worker process needs to know. */
export interface SubjectPlace {
  readonly diagram: string;
  readonly addresses: ServiceAddresses;
  readonly topics: Readonly<Record<string, string>>;
  readonly groupId: string;
}

/** A topic, a group and a database for one subject alone, and clients to look at them. */
export interface SubjectGround extends AsyncDisposable {
  readonly place: SubjectPlace;
  readonly topic: string;
  readonly clients: ResourceClients;
  readonly producer: KafkaProducer;
  isWorkedOff(): Promise<boolean>;
  deadLetters(): Promise<number>;
}

export async function subjectGround(
  services: Services,
  diagram: string,
  listener: string,
): Promise<SubjectGround> {
  const stack = new AsyncDisposableStack();
  const topic = `chaos-${randomUUID()}`;
  const { brokers } = services.kafka.address;
  // A broker that has just created a topic may not know it for a moment.
  await untilItWorks("create topics", () => ensureTopics(brokers, [topic, `${topic}-dlt`], 2));
  const database = stack.use(await freshDatabase(services.postgres.address.url));
  const addresses: ServiceAddresses = {
    kafka: services.kafka.address,
    minio: services.minio.address,
    redis: services.redis.address,
    postgres: { url: database.url },
  };
  const contents = stack.use(await topicContents(brokers));
  const producer = stack.use(kafkaProducer({ brokers }));
  const connections = stack.use(await connectSystem(addresses));
  return {
    place: { diagram, addresses, topics: { [listener]: topic }, groupId: topic },
    topic,
    clients: connections.options.clients as ResourceClients,
    producer,
    isWorkedOff: () => contents.isWorkedOff(topic, topic).catch(() => false),
    deadLetters: async () => (await contents.read(`${topic}-dlt`)).length,
    [Symbol.asyncDispose]: () => stack.disposeAsync(),
  };
}
