import { httpServer, type HttpServerOptions } from "../adapters/http/http-server.ts";
import {
  kafkaConsumer,
  type KafkaConsumerEvent,
  type KafkaConsumerOptions,
  kafkaProducer,
} from "../adapters/kafka/index.ts";
import { minioAdmin, minioObjectStore } from "../adapters/minio/index.ts";
import { pgliteDatabase } from "../adapters/pglite.ts";
import { postgresDatabase } from "../adapters/postgres.ts";
import { redisCommands } from "../adapters/redis/index.ts";
import type { ServiceAddresses } from "../services/service.ts";
import type { ResourceClients } from "../system/system-definition.ts";
import type { Subscribe, SystemOptions } from "../system/system-options.ts";

export interface ConnectionOptions {
  /** Told of everything that happens to the records of topics. */
  readonly onConsumerEvent?: (event: KafkaConsumerEvent) => void;
  /** How consumers behave beyond what the diagram says. */
  readonly consumer?: ConsumerTuning;
  readonly http?: Omit<HttpServerOptions, "routes">;
  /** In memory instead of PostgreSQL, where no address of one is given. */
  readonly embeddedSql?: boolean;
}

export type ConsumerTuning = Pick<
  KafkaConsumerOptions<unknown>,
  | "commitIntervalMs"
  | "concurrency"
  | "handlerDeadlineMs"
  | "heartbeatIntervalMs"
  | "inFlightMax"
  | "rebalanceTimeoutMs"
  | "sessionTimeoutMs"
  | "shutdownGraceMs"
>;

export interface Connections extends AsyncDisposable {
  /** To be handed to `startSystem`. */
  readonly options: Required<Pick<SystemOptions, "clients" | "serve">> & Pick<SystemOptions, "subscribe">;
}

/** The runtime's own adapters for the servers at these addresses. They connect when they are first used. */
export function connectSystem(
  addresses: Partial<ServiceAddresses>,
  { onConsumerEvent, consumer, http, embeddedSql = false }: ConnectionOptions = {},
): Connections {
  const open: AsyncDisposable[] = [];
  const owned = <Client extends AsyncDisposable>(client: Client): Client => {
    open.push(client);
    return client;
  };
  const { kafka, minio, redis, postgres } = addresses;
  const sql = sqlClient(postgres?.url, embeddedSql);
  const clients: Partial<ResourceClients> = {
    ...(sql === undefined ? {} : { sql: owned(sql) }),
    ...(redis === undefined ? {} : { redis: owned(redisCommands({ url: redis.url })) }),
    ...(minio === undefined ? {} : { objects: owned(minioObjectStore(minio)), admin: minioAdmin(minio) }),
    ...(kafka === undefined ? {} : { events: owned(kafkaProducer({ brokers: kafka.brokers })) }),
  };
  const subscribe: Subscribe = ({ retriesMax, retryDelayMs, deadLetterTopic, ...subscription }) =>
    kafkaConsumer({
      brokers: kafka?.brokers ?? [],
      ...consumer,
      ...subscription,
      retry: {
        ...(retriesMax === undefined ? {} : { retriesMax }),
        ...(retryDelayMs === undefined ? {} : { delayMs: retryDelayMs }),
      },
      deadLetter: deadLetterTopic === undefined ? {} : { topic: deadLetterTopic },
      ...(onConsumerEvent === undefined ? {} : { onEvent: onConsumerEvent }),
    });
  return {
    options: {
      clients,
      serve: (routes) => httpServer({ ...http, routes }),
      ...(kafka === undefined ? {} : { subscribe }),
    },
    async [Symbol.asyncDispose]() {
      await Promise.all(open.splice(0).map((client) => client[Symbol.asyncDispose]()));
    },
  };
}

function sqlClient(url: string | undefined, embedded: boolean) {
  if (url !== undefined) return postgresDatabase({ url });
  return embedded ? pgliteDatabase() : undefined;
}
