import { expect, expectTypeOf, test } from "vitest";
import {
  redisCommand,
  redisCommandReads,
  redisCommands,
  redisWords,
  type RedisCommand,
  type RedisCommandName,
} from "../../../../runtime/model/redis/commands.ts";
import type { RedisCommands } from "../../../../runtime/ports/redis-commands.ts";

test("the table lists the commands of the port, no more and no fewer", () => {
  expectTypeOf<keyof RedisCommands>().toEqualTypeOf<RedisCommandName>();
});

test("a command is found by its word and by its method", () => {
  expect(redisCommand("SETEX")).toBe(redisCommand("setex"));
  expect(redisCommand("SETEX")?.takes.map(({ name }) => name)).toEqual(["seconds", "value"]);
});

test.each(["ZADD", "constructor", "__proto__", ""])("the port has no command %j", (word) => {
  expect(redisCommand(word)).toBe(undefined);
});

test.each([
  ["GET", true],
  ["STRLEN", true],
  ["ZSCORE", true],
  ["LPOP", false],
  ["ZADD", false],
])("%s only reads: %s", (word, reads) => {
  expect(redisCommandReads(word)).toBe(reads);
});

test("the table says where a command carries the time to live", () => {
  const carriers = Object.entries(redisCommands).flatMap(([name, command]: [string, RedisCommand]) =>
    [...command.takes, ...Object.values(command.options ?? {})].flatMap((one) =>
      "timeToLive" in one ? [`${name} ${one.name}: ${one.timeToLive}`] : [],
    ),
  );
  expect(carriers).toEqual([
    "set ttlSeconds: seconds",
    "set ttlMs: milliseconds",
    "setex seconds: seconds",
    "expire seconds: seconds",
  ]);
});

test("no word is known twice", () => {
  expect(redisWords).toHaveLength(new Set(redisWords).size);
});
