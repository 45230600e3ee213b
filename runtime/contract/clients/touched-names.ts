import { redisCommand } from "../../model/redis/commands.ts";
import type { ObjectStore } from "../../ports/object-store.ts";
import type { RedisCommands } from "../../ports/redis-commands.ts";
import type { ResourceClients } from "../../system/system-definition.ts";

/** What a system has named to its servers since it started: so that it can be read back. */
export interface TouchedNames {
  /** Keys of Redis that were written, each with the command that did so last. */
  readonly keys: ReadonlyMap<string, string>;
  /** Objects that were written, by bucket and key. */
  readonly objects: ReadonlyMap<string, readonly [bucket: string, key: string]>;
  /** The same clients, each name being noted. */
  around(clients: Partial<ResourceClients>): Partial<ResourceClients>;
}

/** Nothing has been named yet. */
export function touchedNames(): TouchedNames {
  const keys = new Map<string, string>();
  const objects = new Map<string, readonly [string, string]>();
  return {
    keys,
    objects,
    around: ({ redis, objects: store, ...others }) => ({
      ...others,
      ...(redis && { redis: notingKeys(redis, keys) }),
      ...(store && { objects: notingObjects(store, objects) }),
    }),
  };
}

/** The keys that a command may change. A channel is none. */
function keysWritten(command: string, args: readonly unknown[]): readonly unknown[] {
  if (command === "publish" || redisCommand(command)?.reads === true) return [];
  return command === "del" ? args : args.slice(0, 1);
}

function notingKeys(redis: RedisCommands, keys: Map<string, string>): RedisCommands {
  return new Proxy(redis, {
    get(target, command) {
      const member: unknown = Reflect.get(target, command, target);
      if (typeof member !== "function" || typeof command !== "string") return member;
      return (...args: readonly unknown[]): unknown => {
        for (const key of keysWritten(command, args)) keys.set(String(key), command);
        return Reflect.apply(member, target, args) as unknown;
      };
    },
  });
}

function notingObjects(store: ObjectStore, objects: Map<string, readonly [string, string]>): ObjectStore {
  const noted = (bucket: string, key: string): void => void objects.set(`${bucket}/${key}`, [bucket, key]);
  return {
    createBucket: (bucket) => store.createBucket(bucket),
    bucketExists: (bucket) => store.bucketExists(bucket),
    get: (bucket, key) => store.get(bucket, key),
    stat: (bucket, key) => store.stat(bucket, key),
    remove: (bucket, key) => store.remove(bucket, key),
    put(bucket, key, body, options) {
      noted(bucket, key);
      return store.put(bucket, key, body, options);
    },
    createPath(bucket, path) {
      noted(bucket, path.endsWith("/") ? path : `${path}/`);
      return store.createPath(bucket, path);
    },
  };
}
