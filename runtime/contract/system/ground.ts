import type { KafkaConsumerEvent, KafkaProducer, KafkaRecord } from "../../adapters/kafka/index.ts";
import type { TopicContents } from "../../adapters/kafka/topic-contents.ts";
import { neededServers } from "../../connect/needed-servers.ts";
import type { ServerAddresses } from "../../connect/server-addresses.ts";
import type { ResourceClients } from "../../system/system-definition.ts";
import type { SystemOptions } from "../../system/system-options.ts";
import { noting } from "../clients/client-calls.ts";
import { missingServers } from "./missing-servers.ts";
import { connectAt, type Place, topicAt } from "../place/place.ts";
import type { SystemSubject } from "./system-subject.ts";
import { tellingMissingTables } from "../clients/telling-missing-tables.ts";
import { numbered } from "./test-names.ts";
import { type TouchedNames, touchedNames } from "../clients/touched-names.ts";

/** A place on real servers for one test alone: a database, topics, a consumer group, names. All of it goes in the end. */
export interface Ground extends AsyncDisposable {
  /** To be handed to `startSystem`, with what the developer has set up. */
  readonly options: SystemOptions;
  /** The clients of the resources, as the system has them. */
  readonly clients: Partial<ResourceClients>;
  readonly addresses: Partial<ServerAddresses>;
  /** For another process that works here. */
  readonly place: Place;
  readonly groupId: string;
  /** What became of records, oldest first. */
  readonly consumed: readonly KafkaConsumerEvent[];
  /** What the system has named to its servers. */
  readonly touched: TouchedNames;
  /** For records as the world sends them; undefined where no server of topics is needed. */
  readonly topics: GroundTopics | undefined;
}

export interface GroundTopics {
  readonly producer: KafkaProducer;
  /** Sends a record to the topic of a participant, as the world does. */
  readonly send: (participant: string, record: Omit<KafkaRecord, "topic">) => Promise<void>;
  /** How many records the topic of a participant has got besides. */
  readonly published: (participant: string) => Promise<number>;
  readonly contents: TopicContents;
  /** The topic that stands for a participant here. */
  readonly of: (participant: string) => string;
  /** The topics that events come in by. */
  readonly incoming: readonly string[];
  /** All of them, by the names that they have here. */
  readonly all: () => readonly string[];
}

/**
 * Makes a place for the system of this diagram, with so many partitions of each topic. Rejects where a server that it
 * needs is not there.
 */
export async function openGround(subject: SystemSubject, partitions = 1): Promise<Ground> {
  const { system, addresses } = subject;
  const needed = neededServers(system);
  const isEmbedded = needed.length === 1 && needed[0] === "postgres" && addresses.postgres === undefined;
  const missing = isEmbedded ? [] : needed.filter((name) => addresses[name] === undefined);
  if (missing.length > 0) throw missingServers(system.protocol, missing);
  const stack = new AsyncDisposableStack();
  try {
    return await prepare(subject, stack, { isEmbedded, partitions });
  } catch (error) {
    await stack.disposeAsync();
    throw error;
  }
}

async function prepare(
  subject: SystemSubject,
  stack: AsyncDisposableStack,
  { isEmbedded, partitions }: { readonly isEmbedded: boolean; readonly partitions: number },
): Promise<Ground> {
  const { beside } = subject;
  const id = numbered("sw");
  const addresses = await ownAddresses(subject, stack);
  const names = topicNames(subject, id);
  const place: Place = { id, addresses, topics: names.byParticipant };
  const consumed: KafkaConsumerEvent[] = [];
  const touched = touchedNames();
  const placed = stack.use(
    await connectAt(place, {
      setup: beside.setup,
      embeddedSql: isEmbedded,
      onConsumerEvent: (event) => void consumed.push(event),
      consumer: { commitIntervalMs: 10, sessionTimeoutMs: 10_000, heartbeatIntervalMs: 1_000 },
      around: (clients) => noting(touched.around(tellingMissingTables(clients, beside.setup))),
      onTopic: names.note,
    }),
  );
  const { events: producer } = placed.connected;
  const topics =
    addresses.kafka === undefined || producer === undefined
      ? undefined
      : await openTopics(addresses.kafka.brokers, names, producer, stack, partitions);
  return {
    addresses,
    place,
    groupId: id,
    consumed,
    topics,
    touched,
    clients: placed.clients,
    options: placed.options,
    [Symbol.asyncDispose]: () => stack.disposeAsync(),
  };
}

/** The servers that the system needs, with a database of its own on one of them. */
async function ownAddresses(
  { system, addresses }: SystemSubject,
  stack: AsyncDisposableStack,
): Promise<Partial<ServerAddresses>> {
  const needed = neededServers(system);
  const given = Object.fromEntries(needed.map((name) => [name, addresses[name]]));
  const own: Partial<ServerAddresses> = Object.fromEntries(
    Object.entries(given).filter(([, address]) => address !== undefined),
  );
  if (own.postgres === undefined) return own;
  const { freshDatabase } = await import("./fresh-database.ts");
  const { url } = stack.use(await freshDatabase(own.postgres.url));
  return { ...own, postgres: { url } };
}

interface TopicNames {
  readonly byParticipant: Readonly<Record<string, string>>;
  /** Adds a topic to `all`. */
  readonly note: (topic: string) => void;
  /** By the names that they have here. */
  readonly incoming: readonly string[];
  readonly all: () => readonly string[];
}

/** Topics of the same name are the same topic here, too. */
function topicNames({ system, beside }: SystemSubject, id: string): TopicNames {
  const drawn = [
    ...system.entries.flatMap((entry) =>
      entry.kind === "kafka" ? [[entry.participant, entry.topic] as const] : [],
    ),
    ...(system.publications ?? []).map(({ participant, topic }) => [participant, topic] as const),
  ];
  const set = beside.setup.topics ?? {};
  const byParticipant = Object.fromEntries(
    drawn.map(([code, topic], index) => [code, topicAt({ id }, set[code] ?? topic ?? `topic-${index}`)]),
  );
  const known = new Set(Object.values(byParticipant));
  const incoming = system.entries.flatMap((entry) =>
    entry.kind === "kafka" ? (byParticipant[entry.participant] ?? []) : [],
  );
  return {
    byParticipant,
    note: (topic) => void known.add(topic),
    incoming: [...new Set(incoming)],
    all: () => [...known],
  };
}

async function openTopics(
  brokers: readonly string[],
  { byParticipant, incoming, all }: TopicNames,
  producer: KafkaProducer,
  stack: AsyncDisposableStack,
  partitions: number,
): Promise<GroundTopics> {
  const { ensureTopics, topicContents } = await import("../../adapters/kafka/index.ts");
  await ensureTopics({ brokers, topics: [...all()], partitions });
  const contents = stack.use(await topicContents(brokers));
  stack.defer(() => contents.remove([...all(), ...all().map((topic) => `${topic}-dlt`)]));
  const of = (participant: string): string => byParticipant[participant] ?? participant;
  const sent = new Map<string, number>();
  return {
    producer,
    contents,
    incoming,
    all,
    of,
    async send(participant, record) {
      const topic = of(participant);
      sent.set(topic, (sent.get(topic) ?? 0) + 1);
      await producer.send({ topic, ...record });
    },
    async published(participant) {
      const topic = of(participant);
      return (await contents.count(topic)) - (sent.get(topic) ?? 0);
    },
  };
}
