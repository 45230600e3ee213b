import type { KafkaConsumerEvent } from "../../adapters/kafka/index.ts";
import { type ConnectedClients, connectSystem, type ConsumerTuning } from "../../connect/connect-system.ts";
import type { ServerAddresses } from "../../connect/server-addresses.ts";
import type { ResourceClients } from "../../system/system-definition.ts";
import type { Subscription, SystemOptions, SystemSetup } from "../../system/system-options.ts";
import { isolatedClients } from "../place/isolated-clients.ts";

/** Where a system works on servers that others use, too. As data, so that another process can work there as well. */
export interface Place {
  /** The consumer group; names of keys, buckets and topics begin with it. */
  readonly id: string;
  readonly addresses: Partial<ServerAddresses>;
  /** The topic that stands for a participant here. */
  readonly topics: Readonly<Record<string, string>>;
}

/** The name that a topic has in a place. */
export function topicAt({ id }: Pick<Place, "id">, topic: string): string {
  return topic.startsWith(`${id}-`) ? topic : `${id}-${topic}`;
}

/** What a system is started with in a place. */
export interface PlacedSystem extends AsyncDisposable {
  readonly options: SystemOptions;
  /** The clients of the resources, as the system has them. */
  readonly clients: Partial<ResourceClients>;
  /** As they are, for records as the world sends them. */
  readonly connected: ConnectedClients;
}

export interface PlaceOptions {
  readonly setup: SystemSetup;
  readonly consumer: ConsumerTuning;
  /** In memory, where no database is among the addresses. */
  readonly embeddedSql?: boolean;
  readonly onConsumerEvent?: (event: KafkaConsumerEvent) => void;
  /** What stands between the system and its clients. */
  readonly around?: (clients: Partial<ResourceClients>) => Partial<ResourceClients>;
  /** Told of each topic that is written to. */
  readonly onTopic?: (topic: string) => void;
}

/** Connects to the servers of a place. Disposing ends the connections, and removes what was made through them. */
export async function connectAt(
  place: Place,
  {
    setup,
    consumer,
    embeddedSql = false,
    onConsumerEvent,
    around = (clients) => clients,
    onTopic,
  }: PlaceOptions,
): Promise<PlacedSystem> {
  const stack = new AsyncDisposableStack();
  const named = (topic: string): string => {
    const name = topicAt(place, topic);
    onTopic?.(name);
    return name;
  };
  const watched = onConsumerEvent === undefined ? {} : { onConsumerEvent };
  const connections = stack.use(
    await connectSystem(place.addresses, { http: {}, embeddedSql, consumer, ...watched }),
  );
  const { clients: connected, serve, subscribe } = connections.options;
  const { clients } = stack.use(isolatedClients(connected, { prefix: `${place.id}-`, topic: named }));
  return {
    clients,
    connected,
    options: {
      ...setup,
      clients: around(clients),
      groupId: place.id,
      topics: place.topics,
      ...(serve === undefined ? {} : { serve }),
      ...(subscribe === undefined
        ? {}
        : { subscribe: (terms) => subscribe(withOwnDeadLetters(terms, named)) }),
    },
    [Symbol.asyncDispose]: () => stack.disposeAsync(),
  };
}

function withOwnDeadLetters(terms: Subscription, named: (topic: string) => string): Subscription {
  const topic = terms.deadLetter?.topic;
  if (topic === undefined) return terms;
  const own = typeof topic === "string" ? named(topic) : (source: string) => named(topic(source));
  return { ...terms, deadLetter: { ...terms.deadLetter, topic: own } };
}
