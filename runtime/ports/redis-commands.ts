import type { RedisCommandName, RedisResultOf } from "../model/redis/commands.ts";

/** The Redis commands that diagrams state. Keys and values are text; results are those of Redis itself. */
// Rest parameters are not readonly: TypeScript's `Parameters` of such a function would be `never`. Nor is anything
// overloaded: `Parameters` would know the last form only, and no class could hand the others on.
export interface RedisCommands extends Listed {
  /** Resolves to `null` when the key is absent. */
  get(key: string): Promise<string | null>;
  /** Resolves to `null` when the value was not set, because of `onlyIfAbsent` or `onlyIfPresent`. */
  set(key: string, value: string, options?: RedisSetOptions): Promise<"OK" | null>;
  setex(key: string, seconds: number, value: string): Promise<"OK">;
  /** Resolves to how many of the keys existed. */
  del(...keys: string[]): Promise<number>;
  /** Resolves to 1, or to 0 when the key is absent or `onlyIf` does not hold. */
  expire(key: string, seconds: number, options?: RedisExpireOptions): Promise<number>;
  /** Seconds left; -1 when the key does not expire, -2 when it is absent. */
  ttl(key: string): Promise<number>;
  exists(...keys: string[]): Promise<number>;
  incr(key: string): Promise<number>;
  decr(key: string): Promise<number>;
  /** Resolves to the new number, as `incr` and `decr` do. */
  incrby(key: string, amount: number): Promise<number>;
  decrby(key: string, amount: number): Promise<number>;
  /** Reads and removes; resolves to `null` when the key is absent. */
  getdel(key: string): Promise<string | null>;
  /** Resolves to 1, or to 0 when the key exists. */
  setnx(key: string, value: string): Promise<number>;
  hget(key: string, field: string): Promise<string | null>;
  /** Resolves to how many fields are new. */
  hset(key: string, fields: Readonly<Record<string, string>>): Promise<number>;
  /** Resolves to an empty object when the key is absent. */
  hgetall(key: string): Promise<Readonly<Record<string, string>>>;
  /** Resolves to 1 or 0. */
  hexists(key: string, field: string): Promise<number>;
  /** Resolves to the new number. */
  hincrby(key: string, field: string, amount: number): Promise<number>;
  hdel(key: string, ...fields: string[]): Promise<number>;
  /** Resolves to the length of the list. */
  lpush(key: string, ...values: string[]): Promise<number>;
  rpush(key: string, ...values: string[]): Promise<number>;
  lpop(key: string): Promise<string | null>;
  rpop(key: string): Promise<string | null>;
  llen(key: string): Promise<number>;
  lrange(key: string, start: number, stop: number): Promise<readonly string[]>;
  sadd(key: string, ...members: string[]): Promise<number>;
  srem(key: string, ...members: string[]): Promise<number>;
  /** Resolves to 1 or 0. */
  sismember(key: string, member: string): Promise<number>;
  scard(key: string): Promise<number>;
  smembers(key: string): Promise<readonly string[]>;
  /** Resolves to how many subscribers got the message. */
  publish(channel: string, message: string): Promise<number>;
}

/** A command stands in the table of `runtime/model` first; here it gets its parameters, and the same result. */
type Listed = {
  readonly [Name in RedisCommandName]: (...given: never[]) => Promise<RedisResultOf<Name>>;
};

/** At most one of `ttlSeconds`, `ttlMs` and `keepTtl`, and of `onlyIfAbsent` and `onlyIfPresent`. */
export interface RedisSetOptions {
  readonly ttlSeconds?: number;
  readonly ttlMs?: number;
  /** The key goes on to expire when it was to. Without it, SET makes a key that does not expire. */
  readonly keepTtl?: boolean;
  /** Only when the key does not exist yet. */
  readonly onlyIfAbsent?: boolean;
  /** Only when the key exists. */
  readonly onlyIfPresent?: boolean;
}

export interface RedisExpireOptions {
  /** `NX`: only when the key does not expire yet; `XX`: only when it does; `GT`, `LT`: only when it then expires later, sooner. */
  readonly onlyIf?: "NX" | "XX" | "GT" | "LT";
}
