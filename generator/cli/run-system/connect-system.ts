import type { HttpServerOptions } from "../../../runtime/adapters/http/index.ts";
import type { KafkaConsumerEvent, KafkaConsumerOptions } from "../../../runtime/adapters/kafka/index.ts";
import type { ServiceAddresses } from "../../services/servers/service.ts";
import type { ResourceClients } from "../../../runtime/system/system-definition.ts";
import type { Subscribe, SystemOptions } from "../../../runtime/system/system-options.ts";
import { installed } from "./installed.ts";

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

export interface Connections extends AsyncDisposable {
  /** To be handed to `startSystem`. */
  readonly options: Required<Pick<SystemOptions, "clients">> & Pick<SystemOptions, "serve" | "subscribe">;
}

/**
 * The runtime's own adapters for the servers at these addresses. They connect when they are first used, and those that
 * are not needed are not even loaded: their clients need not be installed.
 */
export async function connectSystem(
  { kafka, minio, redis, postgres }: Partial<ServiceAddresses>,
  { onConsumerEvent, consumer, http, embeddedSql = false }: ConnectionOptions = {},
): Promise<Connections> {
  const open: AsyncDisposable[] = [];
  const owned = <Client extends AsyncDisposable>(client: Client): Client => {
    open.push(client);
    return client;
  };
  const clients: { -readonly [Name in keyof ResourceClients]?: ResourceClients[Name] } = {};
  const options: {
    clients: typeof clients;
    subscribe?: Subscribe;
    serve?: NonNullable<SystemOptions["serve"]>;
  } = {
    clients,
  };

  if (postgres !== undefined) {
    const { postgresDatabase } = await installed(() => import("../../../runtime/adapters/postgres.ts"));
    clients.sql = owned(postgresDatabase({ url: postgres.url }));
  } else if (embeddedSql) {
    const { pgliteDatabase } = await installed(() => import("../../../runtime/adapters/pglite.ts"));
    clients.sql = owned(pgliteDatabase());
  }
  if (redis !== undefined) {
    const { redisCommands } = await installed(() => import("../../../runtime/adapters/redis/index.ts"));
    clients.redis = owned(redisCommands({ url: redis.url }));
  }
  if (minio !== undefined) {
    const { minioAdmin, minioObjectStore } = await installed(
      () => import("../../../runtime/adapters/minio/index.ts"),
    );
    clients.objects = owned(minioObjectStore(minio));
    clients.admin = minioAdmin(minio);
  }
  if (kafka !== undefined) {
    const { kafkaConsumer, kafkaProducer } = await installed(
      () => import("../../../runtime/adapters/kafka/index.ts"),
    );
    clients.events = owned(kafkaProducer({ brokers: kafka.brokers }));
    const watched = onConsumerEvent === undefined ? {} : { onEvent: onConsumerEvent };
    options.subscribe = (subscription) =>
      kafkaConsumer({ brokers: kafka.brokers, ...consumer, ...subscription, ...watched });
  }
  if (http !== undefined) {
    const { httpServer } = await installed(() => import("../../../runtime/adapters/http/index.ts"));
    options.serve = (routes) => httpServer({ ...http, routes });
  }
  return {
    options,
    async [Symbol.asyncDispose]() {
      await Promise.all(open.splice(0).map((client) => client[Symbol.asyncDispose]()));
    },
  };
}
