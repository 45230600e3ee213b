import type { RedisCommands } from "../../ports/redis-commands.ts";

/** By which command a key can be read. */
export type KeyReader = "get" | "hgetall" | "lrange" | "smembers";

/** How a key is read for which this command was sent; undefined where the command says nothing of what the key holds. */
export function keyReaderOf(command: string): KeyReader | undefined {
  if (command.startsWith("h")) return "hgetall";
  if (["lpush", "rpush", "lpop", "rpop", "llen", "lrange"].includes(command)) return "lrange";
  if (command.startsWith("s") && !["set", "setex", "setnx"].includes(command)) return "smembers";
  return ["get", "set", "setex", "setnx", "getdel", "incr", "decr", "incrby", "decrby"].includes(command)
    ? "get"
    : undefined;
}

/** What a key holds; the members of a set in their order. */
export function readKey(redis: RedisCommands, key: string, reader: KeyReader): Promise<unknown> {
  switch (reader) {
    case "get":
      return redis.get(key);
    case "hgetall":
      return redis.hgetall(key);
    case "lrange":
      return redis.lrange(key, 0, -1);
    case "smembers":
      return redis.smembers(key).then((members) => members.toSorted());
  }
}
