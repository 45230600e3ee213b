import type { ServerName } from "../../connect/server-addresses.ts";
import type { DiagramProtocol } from "../../model/diagram-protocol.ts";

const variables: Readonly<Record<ServerName, string>> = {
  kafka: "KAFKA_BROKERS",
  minio: "MINIO_ENDPOINT, MINIO_ACCESS_KEY, MINIO_SECRET_KEY",
  redis: "REDIS_URL",
  postgres: "DATABASE_URL",
};

/** Says which servers a test of the running system lacks, and how it gets them. */
export function missingServers({ name }: DiagramProtocol, missing: readonly ServerName[]): Error {
  const lacks = missing.map((server) => `${server} (${variables[server]})`).join(", ");
  return new Error(
    `The running system of ${name} needs servers whose addresses the environment does not say: ${lacks}. ` +
      `"seqwright test --system" starts them; "seqwright services up" starts them and prints the variables.`,
  );
}
