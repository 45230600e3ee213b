/** The Redis commands that diagrams state. Keys and values are text; results are those of Redis itself. */
// Rest parameters are not readonly: TypeScript's `Parameters` of such a function would be `never`. Nor is anything
// overloaded: `Parameters` would know the last form only, and no class could hand the others on.
export interface RedisCommands {
  /** Resolves to `null` when the key is absent. */
  get(key: string): Promise<string | null>;
  /** Resolves to `null` when the value was not set, because it was to be only if the key is absent. */
  set(key: string, value: string, options?: RedisSetOptions): Promise<"OK" | null>;
  setex(key: string, seconds: number, value: string): Promise<"OK">;
  /** Resolves to how many of the keys existed. */
  del(...keys: string[]): Promise<number>;
  /** Resolves to 1, or to 0 when the key is absent. */
  expire(key: string, seconds: number): Promise<number>;
  /** Seconds left; -1 when the key does not expire, -2 when it is absent. */
  ttl(key: string): Promise<number>;
  exists(...keys: string[]): Promise<number>;
  incr(key: string): Promise<number>;
  decr(key: string): Promise<number>;
  hget(key: string, field: string): Promise<string | null>;
  /** Resolves to how many fields are new. */
  hset(key: string, fields: Readonly<Record<string, string>>): Promise<number>;
  /** Resolves to an empty object when the key is absent. */
  hgetall(key: string): Promise<Readonly<Record<string, string>>>;
  hdel(key: string, ...fields: string[]): Promise<number>;
  /** Resolves to the length of the list. */
  lpush(key: string, ...values: string[]): Promise<number>;
  rpush(key: string, ...values: string[]): Promise<number>;
  lpop(key: string): Promise<string | null>;
  rpop(key: string): Promise<string | null>;
  lrange(key: string, start: number, stop: number): Promise<readonly string[]>;
  sadd(key: string, ...members: string[]): Promise<number>;
  srem(key: string, ...members: string[]): Promise<number>;
  smembers(key: string): Promise<readonly string[]>;
  /** Resolves to how many subscribers got the message. */
  publish(channel: string, message: string): Promise<number>;
}

export interface RedisSetOptions {
  readonly ttlSeconds?: number;
  /** Only when the key does not exist yet. */
  readonly onlyIfAbsent?: boolean;
}
