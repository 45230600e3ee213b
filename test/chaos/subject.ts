import { randomUUID } from "node:crypto";
import { kafkaProducer, type KafkaProducer } from "../../runtime/adapters/kafka/index.ts";
import { connectSystem } from "../../runtime/connect/connect-system.ts";
import { ensureTopics } from "../../runtime/adapters/kafka/client/ensure-topics.ts";
import type { ServiceAddresses } from "../../generator/services/index.ts";
import type { ResourceClients } from "../../runtime/system/system-definition.ts";
import { topicContents } from "../../runtime/adapters/kafka/topic-contents.ts";
import { freshDatabase } from "../support/workflow/fresh-database.ts";
import { type Findings, sumOfFindings } from "./findings.ts";
import type { SabotageName } from "./sabotage.ts";
import { untilItWorks } from "../../runtime/contract/chaos/until-it-works.ts";

/** A diagram's system under attack: who publishes to it, and who counts its effects afterwards. */
export interface Subject extends AsyncDisposable {
  readonly place: SubjectPlace;
  /** One event more. It goes on trying until the servers take it. */
  publish(): Promise<void>;
  /** What users do meanwhile. */
  meanwhile(): Promise<void>;
  /** The process that worked until now is dead. */
  nextLife(): void;
  isWorkedOff(): Promise<boolean>;
  findings(): Promise<Partial<Findings>>;
}

/** Opens a subject on servers. */
export type OpenSubject = (addresses: ServiceAddresses) => Promise<Subject>;

/** Where a system works: what a worker process needs to know. */
export interface SubjectPlace {
  readonly diagram: string;
  readonly addresses: ServiceAddresses;
  readonly topics: Readonly<Record<string, string>>;
  readonly groupId: string;
  /** What is wrong with it on purpose, to see whether that is noticed. */
  readonly sabotage?: SabotageName;
}

/** A topic, a group and a database for one subject alone, and clients to look at them. */
export interface SubjectGround extends AsyncDisposable {
  readonly place: SubjectPlace;
  readonly topic: string;
  readonly clients: ResourceClients;
  readonly producer: KafkaProducer;
  isWorkedOff(): Promise<boolean>;
  /** None is due: the reason of each is remarked on. */
  deadLetters(): Promise<Partial<Findings>>;
}

export async function subjectGround(
  servers: ServiceAddresses,
  diagram: string,
  listener: string,
): Promise<SubjectGround> {
  const stack = new AsyncDisposableStack();
  const topic = `chaos-${randomUUID()}`;
  const { brokers } = servers.kafka;
  // A broker that has just created a topic may not know it for a moment.
  await untilItWorks("create topics", () =>
    ensureTopics({ brokers, topics: [topic, `${topic}-dlt`], partitions: 2 }),
  );
  const contents = stack.use(await topicContents(brokers));
  stack.defer(() => contents.remove([topic, `${topic}-dlt`]));
  const database = stack.use(await freshDatabase(servers.postgres.url));
  const addresses: ServiceAddresses = { ...servers, postgres: { url: database.url } };
  const producer = stack.use(kafkaProducer({ brokers }));
  const connections = stack.use(await connectSystem(addresses));
  return {
    place: { diagram, addresses, topics: { [listener]: topic }, groupId: topic },
    topic,
    clients: connections.options.clients as ResourceClients,
    producer,
    isWorkedOff: () => contents.isWorkedOff(topic, topic).catch(() => false),
    async deadLetters() {
      const letters = await contents.read(`${topic}-dlt`);
      const remarks = letters.map(({ reason }) => ({ remarks: { [`dead letter: ${reason ?? "?"}`]: 1 } }));
      return sumOfFindings([{ deadLetters: letters.length }, ...remarks]);
    },
    [Symbol.asyncDispose]: () => stack.disposeAsync(),
  };
}

/** The addresses of servers. */
export function addressesOf(services: {
  readonly [Name in keyof ServiceAddresses]: { readonly address: ServiceAddresses[Name] };
}): ServiceAddresses {
  const { kafka, minio, redis, postgres } = services;
  return {
    kafka: kafka.address,
    minio: minio.address,
    redis: redis.address,
    postgres: postgres.address,
  };
}
