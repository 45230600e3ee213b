import { RESP_TYPES, type SetOptions } from "@redis/client";
import { FatalError } from "../../errors/errors.ts";
import type { RedisCommands, RedisSetOptions } from "../../ports/redis-commands.ts";
import { quote } from "../../model/quote.ts";
import { redisConnection } from "./redis-connection.ts";

export interface RedisOptions {
  /** `redis://user:password@host:port/database`, or `rediss://` for TLS. */
  readonly url: string;
  /** How long connecting may take. Default: 2,000 ms. */
  readonly connectTimeoutMs?: number;
  /** How long the server may take to answer a command. Default: 2,000 ms. */
  readonly commandTimeoutMs?: number;
  /** Shown in `CLIENT LIST`. Default: `seqwright`. */
  readonly clientName?: string;
  /** Told when the connection is lost. Nothing has to be done about it: the next command makes a new one. */
  readonly onConnectionLost?: (error: Error) => void;
}

/**
 * Redis by `@redis/client`. Connects when first used. No command waits for a server that is away: it rejects with a
 * `RetryableError`, and the next one tries to connect again.
 */
export function redisCommands(options: RedisOptions): RedisCommands & AsyncDisposable {
  checkUrl(options.url);
  const connection = redisConnection({
    url: options.url,
    connectTimeoutMs: options.connectTimeoutMs ?? 2_000,
    commandTimeoutMs: options.commandTimeoutMs ?? 2_000,
    clientName: options.clientName ?? "seqwright",
    onConnectionLost: options.onConnectionLost,
  });
  const { run } = connection;

  return {
    get: (key) => run(named("GET", key), (client) => client.get(key)),
    set: (key, value, setOptions = {}) =>
      run(named("SET", key), async (client) => {
        return (await client.set(key, value, toSetOptions(setOptions))) as "OK";
      }),
    setex: (key, seconds, value) =>
      run(named("SETEX", key), async (client) => (await client.setEx(key, seconds, value)) as "OK"),
    del: (...keys) => run(named("DEL", keys[0]), (client) => client.del([...keys])),
    expire: (key, seconds, { onlyIf } = {}) =>
      run(named("EXPIRE", key), (client) => client.expire(key, seconds, onlyIf)),
    ttl: (key) => run(named("TTL", key), (client) => client.ttl(key)),
    exists: (...keys) => run(named("EXISTS", keys[0]), (client) => client.exists([...keys])),
    incr: (key) => run(named("INCR", key), (client) => client.incr(key)),
    decr: (key) => run(named("DECR", key), (client) => client.decr(key)),
    incrby: (key, amount) => run(named("INCRBY", key), (client) => client.incrBy(key, amount)),
    decrby: (key, amount) => run(named("DECRBY", key), (client) => client.decrBy(key, amount)),
    getdel: (key) => run(named("GETDEL", key), (client) => client.getDel(key)),
    setnx: (key, value) => run(named("SETNX", key), (client) => client.setNX(key, value)),
    hget: (key, field) => run(named("HGET", key), (client) => client.hGet(key, field)),
    hset: (key, fields) =>
      run(named("HSET", key), (client) => client.hSet(key, Object.entries(fields).flat())),
    hgetall: (key) =>
      run(named("HGETALL", key), async (client) => {
        // As an object, the client would lose a field named __proto__.
        const fields = await client.withTypeMapping({ [RESP_TYPES.MAP]: Map }).hGetAll(key);
        return Object.fromEntries(fields as unknown as ReadonlyMap<string, string>);
      }),
    hexists: (key, field) => run(named("HEXISTS", key), (client) => client.hExists(key, field)),
    hincrby: (key, field, amount) =>
      run(named("HINCRBY", key), (client) => client.hIncrBy(key, field, amount)),
    hdel: (key, ...fields) => run(named("HDEL", key), (client) => client.hDel(key, [...fields])),
    lpush: (key, ...values) => run(named("LPUSH", key), (client) => client.lPush(key, [...values])),
    rpush: (key, ...values) => run(named("RPUSH", key), (client) => client.rPush(key, [...values])),
    lpop: (key) => run(named("LPOP", key), (client) => client.lPop(key)),
    rpop: (key) => run(named("RPOP", key), (client) => client.rPop(key)),
    llen: (key) => run(named("LLEN", key), (client) => client.lLen(key)),
    lrange: (key, start, stop) => run(named("LRANGE", key), (client) => client.lRange(key, start, stop)),
    sadd: (key, ...members) => run(named("SADD", key), (client) => client.sAdd(key, [...members])),
    srem: (key, ...members) => run(named("SREM", key), (client) => client.sRem(key, [...members])),
    sismember: (key, member) => run(named("SISMEMBER", key), (client) => client.sIsMember(key, member)),
    scard: (key) => run(named("SCARD", key), (client) => client.sCard(key)),
    smembers: (key) => run(named("SMEMBERS", key), async (client) => [...(await client.sMembers(key))]),
    publish: (channel, message) =>
      run(named("PUBLISH", channel), (client) => client.publish(channel, message)),
    [Symbol.asyncDispose]: () => connection[Symbol.asyncDispose](),
  };
}

function toSetOptions(options: RedisSetOptions): SetOptions {
  const expiration = expirationOf(options);
  const condition = conditionOf(options);
  return { ...(expiration !== undefined && { expiration }), ...(condition !== undefined && { condition }) };
}

function expirationOf({ ttlSeconds, ttlMs, keepTtl }: RedisSetOptions): SetOptions["expiration"] {
  const given = [ttlSeconds, ttlMs, keepTtl === true ? keepTtl : undefined].filter(
    (one) => one !== undefined,
  );
  if (given.length > 1) throw new FatalError("SET takes only one of ttlSeconds, ttlMs and keepTtl");
  if (ttlSeconds !== undefined) return { type: "EX", value: ttlSeconds };
  if (ttlMs !== undefined) return { type: "PX", value: ttlMs };
  return keepTtl === true ? "KEEPTTL" : undefined;
}

function conditionOf({ onlyIfAbsent, onlyIfPresent }: RedisSetOptions): SetOptions["condition"] {
  if (onlyIfAbsent === true && onlyIfPresent === true)
    throw new FatalError("SET takes only one of onlyIfAbsent and onlyIfPresent");
  if (onlyIfAbsent === true) return "NX";
  return onlyIfPresent === true ? "XX" : undefined;
}

function named(command: string, key: string | undefined): string {
  return key === undefined ? command : `${command} ${quote(key)}`;
}

function checkUrl(url: string): void {
  const protocol = URL.canParse(url) ? new URL(url).protocol : undefined;
  if (protocol === "redis:" || protocol === "rediss:") return;
  // The address may hold a password, so it is not shown.
  throw new FatalError("the address of Redis must be like redis://host:port");
}
