import type { Server } from "./server.ts";
import type { ServiceName } from "./service.ts";
import { kafka } from "./kafka.ts";
import { minio } from "./minio.ts";
import { postgres } from "./postgres.ts";
import { redis } from "./redis.ts";

/** The servers, by name. */
export const servers: { readonly [Name in ServiceName]: Server<Name> } = { kafka, minio, redis, postgres };

/** Any one of them, where its own type of address does not matter. */
export function serverNamed(name: ServiceName): Server {
  return servers[name];
}
