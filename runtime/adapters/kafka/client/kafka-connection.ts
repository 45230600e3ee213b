// The named exports that Node finds in kafkajs lack the codecs and all error classes; the default export has them.
import kafkajs, { type KafkaConfig, type LogEntry, type RetryOptions } from "kafkajs";
import { addCodecs } from "../compression/codecs.ts";
import { repairKafkajs } from "../repairs/repair-kafkajs.ts";
import { within } from "../../../time/within.ts";
import { notify } from "../../../errors/notify.ts";
import { trackedSockets } from "../repairs/tracked-sockets.ts";

/** How to reach a Kafka cluster. */
export interface KafkaConnection {
  /** `host:port` of some brokers of the cluster (`bootstrap.servers`). */
  readonly brokers: readonly string[];
  /** Shown in the brokers' logs and quotas. Default: `seqwright`. */
  readonly clientId?: string;
  /** `true`, or the options of `tls.connect`. */
  readonly ssl?: KafkaConfig["ssl"];
  readonly sasl?: KafkaConfig["sasl"];
  /** How long connecting to a broker may take. Default: 3,000. */
  readonly connectionTimeoutMs?: number;
  /** How long one request may take. Default: 30,000. */
  readonly requestTimeoutMs?: number;
  /** How long an operation goes on trying while the cluster is away. Default: 60,000. */
  readonly giveUpAfterMs?: number;
  /** Called with kafkajs' warnings and errors. Default: nobody; what matters comes as events and rejections. */
  readonly onLog?: (entry: KafkaLogEntry) => void;
}

export interface KafkaLogEntry {
  readonly level: "error" | "warning";
  readonly namespace: string;
  readonly message: string;
  readonly details: Readonly<Record<string, unknown>>;
}

/** Disconnects, but does not wait for ever: kafkajs may wait for an answer that a stopped broker never sends. */
export async function disconnected(client: { disconnect(): Promise<void> } | undefined): Promise<void> {
  if (client !== undefined)
    await within(
      disconnectPatienceMs,
      client.disconnect().catch(() => {}),
    );
}

const disconnectPatienceMs = 5000;

export interface KafkaClient {
  readonly kafka: kafkajs.Kafka;
  /** Closes what kafkajs left open; what it still attempts fails at once. */
  close(): void;
}

/** A kafkajs client, repaired and with every setting explicit. It connects to nothing yet. */
export function kafkaClient(connection: KafkaConnection): KafkaClient {
  repairKafkajs();
  addCodecs();
  const { onLog } = connection;
  const sockets = trackedSockets();
  const kafka = new kafkajs.Kafka({
    socketFactory: sockets.factory,
    brokers: [...connection.brokers],
    clientId: connection.clientId ?? "seqwright",
    connectionTimeout: connection.connectionTimeoutMs ?? 3000,
    requestTimeout: connection.requestTimeoutMs ?? 30_000,
    retry: retrySettings(connection),
    ...(connection.ssl === undefined ? {} : { ssl: connection.ssl }),
    ...(connection.sasl === undefined ? {} : { sasl: connection.sasl }),
    logLevel: onLog === undefined ? kafkajs.logLevel.NOTHING : kafkajs.logLevel.WARN,
    logCreator: () => (entry) => notify(onLog, logEntry(entry)),
  });
  return { kafka, close: () => sockets.close() };
}

/**
 * The retry settings of every part of kafkajs. Its own defaults depend on `NODE_ENV`, so that tests would see other
 * behaviour than production. They also back off up to 30 s, and a consumer would stay away that long after a broker has
 * come back.
 */
export function retrySettings({
  giveUpAfterMs = 60_000,
}: Pick<KafkaConnection, "giveUpAfterMs">): RetryOptions {
  const maxRetryTime = 1000;
  const settings = { initialRetryTime: 100, maxRetryTime, multiplier: 1.5, factor: 0.2 };
  return { ...settings, retries: Math.max(3, Math.ceil(giveUpAfterMs / maxRetryTime) + 5) };
}

function logEntry({ level, namespace, log }: LogEntry): KafkaLogEntry {
  const { message, timestamp: _, ...details } = log;
  return { level: level <= kafkajs.logLevel.ERROR ? "error" : "warning", namespace, message, details };
}
