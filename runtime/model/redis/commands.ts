/** What the table says of one command of the Redis port. Its key comes first, and is not listed. */
export interface RedisCommand {
  /** What the command cannot do without, after its key. */
  readonly takes: readonly RedisArgument[];
  /** What may follow, as often as is drawn; of several, all in turn. */
  readonly again?: readonly RedisArgument[];
  /** The port takes the arguments as one object of this name, each field with the value after it. */
  readonly gathered?: string;
  /** By the word that is drawn. The port takes them as one object, `options`. */
  readonly options?: Readonly<Record<string, RedisOption>>;
  readonly result: RedisResult;
  /** What Redis answers when all is well and nothing else is known. */
  readonly neutral: unknown;
  /** It changes nothing. */
  readonly reads: boolean;
}

export interface RedisArgument {
  readonly name: string;
  /** A `field` is called as it is drawn; a `text` or `number` may also name a value to look up. */
  readonly type: "field" | "text" | "number";
  /** It says how long the key lives from then on, in this unit. */
  readonly timeToLive?: TimeUnit;
}

/** An option is followed by a number, or is a word that stands for a value. */
export type RedisOption =
  | { readonly name: string; readonly type: "number"; readonly timeToLive?: TimeUnit }
  | { readonly name: string; readonly value: string | true };

type TimeUnit = "seconds" | "milliseconds";

/** What a command resolves to. */
export interface RedisResults {
  readonly count: number;
  readonly text: string | null;
  readonly texts: readonly string[];
  readonly fields: Readonly<Record<string, string>>;
  readonly done: "OK";
  readonly "done or not": "OK" | null;
}

export type RedisResult = keyof RedisResults;

const field = { name: "field", type: "field" } as const;
const value = { name: "value", type: "text" } as const;
const seconds = { name: "seconds", type: "number", timeToLive: "seconds" } as const;
const key = { name: "key", type: "text" } as const;
const member = { name: "member", type: "text" } as const;
const amount = { name: "amount", type: "number" } as const;
const range = [
  { name: "start", type: "number" },
  { name: "stop", type: "number" },
] as const;

const setOptions = {
  EX: { name: "ttlSeconds", type: "number", timeToLive: "seconds" },
  PX: { name: "ttlMs", type: "number", timeToLive: "milliseconds" },
  KEEPTTL: { name: "keepTtl", value: true },
  NX: { name: "onlyIfAbsent", value: true },
  XX: { name: "onlyIfPresent", value: true },
} as const;

const expireOptions = {
  NX: { name: "onlyIf", value: "NX" },
  XX: { name: "onlyIf", value: "XX" },
  GT: { name: "onlyIf", value: "GT" },
  LT: { name: "onlyIf", value: "LT" },
} as const;

const count = { result: "count", neutral: 1 } as const;
const text = { result: "text", neutral: null } as const;
const texts = { result: "texts", neutral: [] } as const;

/** The commands of the Redis port, by the name of its method. */
export const redisCommands = {
  get: { takes: [], ...text, reads: true },
  set: { takes: [value], options: setOptions, result: "done or not", neutral: "OK", reads: false },
  setex: { takes: [seconds, value], result: "done", neutral: "OK", reads: false },
  del: { takes: [], again: [key], ...count, reads: false },
  expire: { takes: [seconds], options: expireOptions, ...count, reads: false },
  ttl: { takes: [], ...count, reads: true },
  exists: { takes: [], again: [key], ...count, reads: true },
  incr: { takes: [], ...count, reads: false },
  decr: { takes: [], ...count, reads: false },
  incrby: { takes: [amount], ...count, reads: false },
  decrby: { takes: [amount], ...count, reads: false },
  getdel: { takes: [], ...text, reads: false },
  setnx: { takes: [value], ...count, reads: false },
  hget: { takes: [field], ...text, reads: true },
  hset: { takes: [field, value], again: [field, value], gathered: "fields", ...count, reads: false },
  hgetall: { takes: [], result: "fields", neutral: {}, reads: true },
  hexists: { takes: [field], ...count, reads: true },
  hincrby: { takes: [field, amount], ...count, reads: false },
  hdel: { takes: [field], again: [field], ...count, reads: false },
  lpush: { takes: [value], again: [value], ...count, reads: false },
  rpush: { takes: [value], again: [value], ...count, reads: false },
  lpop: { takes: [], ...text, reads: false },
  rpop: { takes: [], ...text, reads: false },
  llen: { takes: [], ...count, reads: true },
  lrange: { takes: range, ...texts, reads: true },
  sadd: { takes: [value], again: [value], ...count, reads: false },
  srem: { takes: [value], again: [value], ...count, reads: false },
  sismember: { takes: [member], ...count, reads: true },
  scard: { takes: [], ...count, reads: true },
  smembers: { takes: [], ...texts, reads: true },
  publish: { takes: [value], ...count, reads: false },
} as const satisfies Readonly<Record<string, RedisCommand>>;

export type RedisCommandName = keyof typeof redisCommands;

/** What each command of the port resolves to. */
export type RedisResultOf<Name extends RedisCommandName> =
  RedisResults[(typeof redisCommands)[Name]["result"]];

/** Commands that the port does not have: a diagram that draws one gets a method of that name to fill in. */
const furtherCommands = {
  reading:
    "MGET PTTL HMGET STRLEN ZRANGE ZRANGEBYSCORE ZSCORE ZRANK ZCARD XRANGE SCAN KEYS TYPE PFCOUNT GETBIT",
  writing:
    "PSETEX GETSET GETEX MSET PEXPIRE EXPIREAT PERSIST UNLINK APPEND HMSET HSETNX BLPOP BRPOP " +
    "LREM LTRIM ZADD ZREM ZINCRBY SUBSCRIBE XADD XREAD XACK XDEL XREADGROUP XGROUP RENAME PFADD SETBIT",
};

const readingElsewhere: ReadonlySet<string> = new Set(furtherCommands.reading.split(" "));

/** Every command that is known by name, in capitals. */
export const redisWords: readonly string[] = [
  ...Object.keys(redisCommands).map((name) => name.toUpperCase()),
  ...readingElsewhere,
  ...furtherCommands.writing.split(" "),
];

/** The command of the port with this name, in capitals or not; undefined where the port has none. */
export function redisCommand(name: string): RedisCommand | undefined {
  const method = name.toLowerCase();
  return isPortCommand(method) ? redisCommands[method] : undefined;
}

/** Whether a command, in capitals, changes nothing. */
export function redisCommandReads(word: string): boolean {
  return redisCommand(word)?.reads ?? readingElsewhere.has(word);
}

function isPortCommand(name: string): name is RedisCommandName {
  return Object.hasOwn(redisCommands, name);
}
