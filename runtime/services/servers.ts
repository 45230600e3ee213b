import type { Server } from "./server.ts";
import type { ServiceName } from "./service.ts";
import { kafka } from "./servers/kafka.ts";
import { minio } from "./servers/minio.ts";
import { postgres } from "./servers/postgres.ts";
import { redis } from "./servers/redis.ts";

/** The servers, by name. */
export const servers: { readonly [Name in ServiceName]: Server<Name> } = { kafka, minio, redis, postgres };

/** Any one of them, where its own type of address does not matter. */
export function serverNamed(name: ServiceName): Server {
  return servers[name];
}
