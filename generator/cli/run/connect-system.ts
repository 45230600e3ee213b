import type { ResourceClients, Subscribe, SystemOptions } from "seqwright-runtime";
import type { HttpServerOptions } from "seqwright-runtime/http";
import type { KafkaConsumerEvent, KafkaConsumerOptions } from "seqwright-runtime/kafka";
import type { ServiceAddresses } from "../../services/servers/service.ts";
import { installed } from "./installed.ts";
import type { Runtime } from "./runtime-of.ts";

export interface ConnectionOptions {
  /** Where the adapters come from. */
  readonly runtime: Runtime;
  /** Told of everything that happens to the records of topics. */
  readonly onConsumerEvent?: (event: KafkaConsumerEvent) => void;
  /** How consumers behave beyond what the diagram says. */
  readonly consumer?: ConsumerTuning;
  /** Where and how to serve endpoints; without it, none can be served. */
  readonly http?: Omit<HttpServerOptions, "routes">;
  /** In memory instead of PostgreSQL, where no address of one is given. */
  readonly embeddedSql?: boolean;
}

export type ConsumerTuning = Pick<
  KafkaConsumerOptions<unknown>,
  | "ackDeadlineMs"
  | "ackOverdueMs"
  | "commitIntervalMs"
  | "concurrency"
  | "handlerDeadlineMs"
  | "heartbeatIntervalMs"
  | "inFlightMax"
  | "metadataMaxAgeMs"
  | "rebalanceTimeoutMs"
  | "sessionTimeoutMs"
  | "shutdownGraceMs"
>;

export interface Connections extends AsyncDisposable {
  /** To be handed to `startSystem`. */
  readonly options: Required<Pick<SystemOptions, "clients">> & Pick<SystemOptions, "serve" | "subscribe">;
}

type Clients = { -readonly [Name in keyof ResourceClients]?: ResourceClients[Name] };

/**
 * The runtime's adapters for the servers at these addresses. They connect when they are first used, and those that are
 * not needed are not even loaded: their clients need not be installed.
 */
export async function connectSystem(
  addresses: Partial<ServiceAddresses>,
  options: ConnectionOptions,
): Promise<Connections> {
  const open: AsyncDisposable[] = [];
  const owned = <Client extends AsyncDisposable>(client: Client): Client => {
    open.push(client);
    return client;
  };
  const clients = await connectClients(addresses, options, owned);
  const serve = await serverOf(options);
  const subscribe = await subscriberAt(addresses, options);
  return {
    options: {
      clients,
      ...(serve === undefined ? {} : { serve }),
      ...(subscribe === undefined ? {} : { subscribe }),
    },
    async [Symbol.asyncDispose]() {
      await Promise.all(open.splice(0).map((client) => client[Symbol.asyncDispose]()));
    },
  };
}

async function connectClients(
  { kafka, minio, redis, postgres }: Partial<ServiceAddresses>,
  { runtime, embeddedSql = false }: ConnectionOptions,
  owned: <Client extends AsyncDisposable>(client: Client) => Client,
): Promise<Clients> {
  const clients: Clients = {};
  if (postgres !== undefined) {
    const { postgresDatabase } = await installed(() => runtime("seqwright-runtime/postgres"));
    clients.sql = owned(postgresDatabase({ url: postgres.url }));
  } else if (embeddedSql) {
    const { pgliteDatabase } = await installed(() => runtime("seqwright-runtime/pglite"));
    clients.sql = owned(pgliteDatabase());
  }
  if (redis !== undefined) {
    const { redisCommands } = await installed(() => runtime("seqwright-runtime/redis"));
    clients.redis = owned(redisCommands({ url: redis.url }));
  }
  if (minio !== undefined) {
    const { minioAdmin, minioObjectStore } = await installed(() => runtime("seqwright-runtime/minio"));
    clients.objects = owned(minioObjectStore(minio));
    clients.admin = minioAdmin(minio);
  }
  if (kafka !== undefined) {
    const { kafkaProducer } = await installed(() => runtime("seqwright-runtime/kafka"));
    clients.events = owned(kafkaProducer({ brokers: kafka.brokers }));
  }
  return clients;
}

async function serverOf({ http, runtime }: ConnectionOptions): Promise<SystemOptions["serve"]> {
  if (http === undefined) return undefined;
  const { httpServer } = await installed(() => runtime("seqwright-runtime/http"));
  return (routes) => httpServer({ ...http, routes });
}

async function subscriberAt(
  { kafka }: Partial<ServiceAddresses>,
  { runtime, consumer, onConsumerEvent: onEvent }: ConnectionOptions,
): Promise<Subscribe | undefined> {
  if (kafka === undefined) return undefined;
  const { kafkaConsumer } = await installed(() => runtime("seqwright-runtime/kafka"));
  const watched = onEvent === undefined ? {} : { onEvent };
  return (subscription) =>
    kafkaConsumer({ brokers: kafka.brokers, ...consumer, ...subscription, ...watched });
}
