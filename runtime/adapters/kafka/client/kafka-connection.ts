// The named exports that Node finds in kafkajs lack the codecs and all error classes; the default export has them.
import kafkajs, { type KafkaConfig, type LogEntry, type RetryOptions } from "kafkajs";
import { addCodecs } from "../compression/codecs.ts";
import { repairKafkajs } from "../repairs/repair-kafkajs.ts";
import { within } from "../../../time/within.ts";
import { tell } from "../../../errors/tell.ts";
import { trackedSockets } from "../repairs/tracked-sockets.ts";

/** How to reach a Kafka cluster. */
export interface KafkaConnection {
  /** `host:port` of some brokers of the cluster (`bootstrap.servers`). */
  readonly brokers: readonly string[];
  /** Shown in the brokers' logs and quotas. `seqwright` unless said otherwise. */
  readonly clientId?: string;
  /** `true`, or the options of `tls.connect`. */
  readonly ssl?: KafkaConfig["ssl"];
  readonly sasl?: KafkaConfig["sasl"];
  /** 3,000 unless said otherwise. */
  readonly connectionTimeoutMs?: number;
  /** How long one request may take. 30,000 unless said otherwise. */
  readonly requestTimeoutMs?: number;
  /** How long an operation goes on trying while the cluster is away. 60,000 unless said otherwise. */
  readonly giveUpAfterMs?: number;
  /** Told of kafkajs' warnings and errors. Silent unless given: what matters is reported as events and rejections. */
  readonly onLog?: (entry: KafkaLogEntry) => void;
}

export interface KafkaLogEntry {
  readonly level: "error" | "warning";
  readonly namespace: string;
  readonly message: string;
  readonly details: Readonly<Record<string, unknown>>;
}

/** kafkajs may wait for ever for the answer to a request that a broker took down with it. */
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
    logCreator: () => (entry) => tell(onLog, logEntry(entry)),
  });
  return { kafka, close: () => sockets.close() };
}

/**
 * Given to everything that kafkajs retries: its own defaults are others when `NODE_ENV` is `test`, so that tests would
 * see other behaviour than production; and they back off to 30 s, which is how long a consumer would then stay away
 * after a broker has come back.
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
