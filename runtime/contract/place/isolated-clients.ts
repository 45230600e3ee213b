import { FatalError } from "../../errors/errors.ts";
import type { ObjectStore } from "../../ports/object-store.ts";
import type { RedisCommands } from "../../ports/redis-commands.ts";
import type { ConnectedClients } from "../../connect/connect-system.ts";
import type { ResourceClients } from "../../system/system-definition.ts";
import { isolatedAdmin } from "./isolated-admin.ts";

/** What was made on servers that others use, too; disposing removes it. */
export interface IsolatedClients extends AsyncDisposable {
  readonly clients: Partial<ResourceClients>;
}

export interface Isolation {
  /** What keys and buckets on the servers begin with, without the system's knowing. */
  readonly prefix: string;
  /** The name that a topic has for this test. */
  readonly topic: (name: string) => string;
}

/**
 * The same clients with names of their own on the servers: keys of Redis and buckets begin with the prefix, topics are
 * renamed, accounts are removed afterwards. Whoever uses them sees nothing of that.
 */
export function isolatedClients(
  { sql, redis, objects, admin, events }: ConnectedClients,
  { prefix, topic }: Isolation,
): IsolatedClients {
  const keys = new Set<string>();
  const stored = new Map<string, Set<string>>();
  const accounts = admin === undefined ? undefined : isolatedAdmin(admin);
  return {
    clients: {
      ...(sql && { sql }),
      ...(redis && { redis: prefixedRedis(redis, prefix, keys) }),
      ...(objects && { objects: prefixedObjects(objects, prefix, stored) }),
      ...(accounts && { admin: accounts.admin }),
      ...(events && {
        events: { publish: (event) => events.publish({ ...event, topic: topic(event.topic) }) },
      }),
    },
    async [Symbol.asyncDispose]() {
      const all = [...keys];
      if (redis !== undefined && all.length > 0) await redis.del(...all);
      for (const [bucket, found] of stored) {
        for (const key of found) await objects?.remove(bucket, key).catch(unlessRefused);
        await objects?.removeBucket(bucket).catch(unlessRefused);
      }
      await accounts?.[Symbol.asyncDispose]();
    },
  };
}

/** What a server takes for no name at all has never been made there. */
function unlessRefused(error: unknown): void {
  if (!(error instanceof FatalError)) throw error;
}

/** Commands that take nothing but keys. */
const ofKeysOnly: ReadonlySet<string> = new Set(["del", "exists"]);

function prefixedRedis(redis: RedisCommands, prefix: string, keys: Set<string>): RedisCommands {
  const named = (key: unknown): string => {
    const name = `${prefix}${String(key)}`;
    keys.add(name);
    return name;
  };
  return new Proxy(redis, {
    get(target, command) {
      const member: unknown = Reflect.get(target, command, target);
      if (typeof member !== "function" || typeof command !== "string") return member;
      return (...args: readonly unknown[]): unknown => {
        const [key, ...others] = args;
        const given = ofKeysOnly.has(command) ? args.map(named) : [named(key), ...others];
        return Reflect.apply(member, target, given);
      };
    },
  });
}

function prefixedObjects(
  objects: ObjectStore,
  prefix: string,
  stored: Map<string, Set<string>>,
): ObjectStore {
  // A bucket's name has at most 63 characters.
  const at = (bucket: string): string => `${prefix}${bucket}`.toLowerCase().slice(0, 63);
  const noted = (bucket: string, key?: string): string => {
    const name = at(bucket);
    const found = stored.get(name) ?? new Set<string>();
    stored.set(name, found);
    if (key !== undefined) found.add(key);
    return name;
  };
  return {
    createBucket: (bucket) => objects.createBucket(noted(bucket)),
    bucketExists: (bucket) => objects.bucketExists(at(bucket)),
    put: (bucket, key, body, options) => objects.put(noted(bucket, key), key, body, options),
    get: (bucket, key) => objects.get(at(bucket), key),
    stat: (bucket, key) => objects.stat(at(bucket), key),
    remove: (bucket, key) => objects.remove(at(bucket), key),
    createPath: (bucket, path) =>
      objects.createPath(noted(bucket, path.endsWith("/") ? path : `${path}/`), path),
  };
}
