import type { HttpServerOptions } from "../adapters/http/index.ts";
import type { KafkaConsumerEvent, KafkaConsumerOptions, KafkaProducer } from "../adapters/kafka/index.ts";
import type { MinioObjectStore } from "../adapters/minio/index.ts";
import type { ResourceClients } from "../system/system-definition.ts";
import type { Subscribe, SystemOptions } from "../system/system-options.ts";
import type { ServerAddresses } from "./server-addresses.ts";

export interface ConnectionOptions {
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

/** The adapters, with what they can do beyond the ports. */
export interface ConnectedClients extends Partial<ResourceClients> {
  readonly objects?: MinioObjectStore;
  readonly events?: KafkaProducer;
}

export interface Connections extends AsyncDisposable {
  /** To be handed to `startSystem`. */
  readonly options: Pick<SystemOptions, "serve" | "subscribe"> & { readonly clients: ConnectedClients };
}

type Clients = { -readonly [Name in keyof ConnectedClients]: ConnectedClients[Name] };

/**
 * The runtime's adapters for the servers at these addresses. They connect when they are first used, and those that are
 * not needed are not even loaded: their clients need not be installed. Rejects with Node's `ERR_MODULE_NOT_FOUND` where
 * one that is needed is not.
 */
export async function connectSystem(
  addresses: Partial<ServerAddresses>,
  options: ConnectionOptions = {},
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
  { kafka, minio, redis, postgres }: Partial<ServerAddresses>,
  { embeddedSql = false }: ConnectionOptions,
  owned: <Client extends AsyncDisposable>(client: Client) => Client,
): Promise<Clients> {
  const clients: Clients = {};
  if (postgres !== undefined) {
    const { postgresDatabase } = await import("../adapters/postgres.ts");
    clients.sql = owned(postgresDatabase({ url: postgres.url }));
  } else if (embeddedSql) {
    const { pgliteDatabase } = await import("../adapters/pglite.ts");
    clients.sql = owned(pgliteDatabase());
  }
  if (redis !== undefined) {
    const { redisCommands } = await import("../adapters/redis/index.ts");
    clients.redis = owned(redisCommands({ url: redis.url }));
  }
  if (minio !== undefined) {
    const { minioAdmin, minioObjectStore } = await import("../adapters/minio/index.ts");
    clients.objects = owned(minioObjectStore(minio));
    clients.admin = minioAdmin(minio);
  }
  if (kafka !== undefined) {
    const { kafkaProducer } = await import("../adapters/kafka/index.ts");
    clients.events = owned(kafkaProducer({ brokers: kafka.brokers }));
  }
  return clients;
}

async function serverOf({ http }: ConnectionOptions): Promise<SystemOptions["serve"]> {
  if (http === undefined) return undefined;
  const { httpServer } = await import("../adapters/http/index.ts");
  return (routes) => httpServer({ ...http, routes });
}

async function subscriberAt(
  { kafka }: Partial<ServerAddresses>,
  { consumer, onConsumerEvent: onEvent }: ConnectionOptions,
): Promise<Subscribe | undefined> {
  if (kafka === undefined) return undefined;
  const { kafkaConsumer } = await import("../adapters/kafka/index.ts");
  const watched = onEvent === undefined ? {} : { onEvent };
  return (subscription) =>
    kafkaConsumer({ brokers: kafka.brokers, ...consumer, ...subscription, ...watched });
}
