/** What a client needs to reach each of the servers that a diagram's system runs on. */
export interface ServerAddresses {
  readonly kafka: { readonly brokers: readonly string[] };
  readonly minio: { readonly endpoint: string; readonly accessKey: string; readonly secretKey: string };
  readonly redis: { readonly url: string };
  readonly postgres: { readonly url: string };
}

export type ServerName = keyof ServerAddresses;

/**
 * The servers that `KAFKA_BROKERS`, `MINIO_ENDPOINT` with `MINIO_ACCESS_KEY` and `MINIO_SECRET_KEY`, `REDIS_URL` and
 * `DATABASE_URL` name; those whose variables are not set are left out.
 */
export function addressesFrom(env: Readonly<Record<string, string | undefined>>): Partial<ServerAddresses> {
  const brokers = env["KAFKA_BROKERS"]?.split(",").filter((broker) => broker !== "") ?? [];
  const { MINIO_ENDPOINT: endpoint, MINIO_ACCESS_KEY: accessKey, MINIO_SECRET_KEY: secretKey } = env;
  const redis = env["REDIS_URL"];
  const postgres = env["DATABASE_URL"];
  return {
    ...(brokers.length > 0 && { kafka: { brokers } }),
    ...(endpoint && accessKey && secretKey && { minio: { endpoint, accessKey, secretKey } }),
    ...(redis && { redis: { url: redis } }),
    ...(postgres && { postgres: { url: postgres } }),
  };
}
