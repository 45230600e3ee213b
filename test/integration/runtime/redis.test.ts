import { randomUUID } from "node:crypto";
import { expect, inject, test } from "vitest";
import { redisCommands, type RedisOptions } from "../../../runtime/adapters/redis/index.ts";
import { FatalError, RetryableError } from "../../../runtime/errors.ts";
import type { RedisCommands } from "../../../runtime/ports/redis-commands.ts";
import { privateServices } from "../../../runtime/services/index.ts";
import { redisCommandsContract } from "../../contract/redis-commands.contract.ts";
import { deferred } from "../../support/deferred.ts";
import { outcomeOf } from "../../support/outcome-of.ts";

const open = (options: Partial<RedisOptions> = {}): RedisCommands & AsyncDisposable =>
  redisCommands({ url: inject("services").redis.url, ...options });

redisCommandsContract("Redis", open);

test("nobody listening is told at once, each time", async () => {
  await using redis = open({ url: "redis://127.0.0.1:1" });
  await expect(redis.get("x")).rejects.toThrow(/GET|ECONNREFUSED/);
  await expect(redis.get("x")).rejects.toThrow(RetryableError);
  await expect(Promise.all([redis.get("x"), redis.del("x")])).rejects.toThrow(RetryableError);
});

test("wrong credentials are fatal, and so is an address of something else", async () => {
  const url = new URL(inject("services").redis.url);
  url.username = "nobody";
  url.password = "wrong-password";
  await using redis = open({ url: url.href });
  const error: unknown = await redis.get("x").catch((failure: unknown) => failure);
  expect(error).toBeInstanceOf(FatalError);
  expect(String(error)).not.toContain("wrong-password");
  expect(() => redisCommands({ url: "http://127.0.0.1" })).toThrow(FatalError);
});

test("a server that goes away and comes back under the client", { timeout: 60_000 }, async () => {
  await using services = await privateServices({ only: ["redis"] });
  const { redis: server } = services;
  let lost = deferred<Error>();
  await using redis = open({
    url: server.address.url,
    connectTimeoutMs: 300,
    commandTimeoutMs: 300,
    onConnectionLost: (error) => lost.resolve(error),
  });
  const key = randomUUID();
  await redis.set(key, "x");

  await server.kill();
  await lost.promise;
  await expect(redis.get(key)).rejects.toThrow(RetryableError);
  await server.restart();
  expect(await redis.set(key, "again")).toBe("OK");

  // Frozen: the connection is open and nobody answers, neither on it nor on a new one.
  await server.pause();
  await expect.poll(() => outcomeOf(redis.get(key))).toBe("retryable");
  await expect(redis.get(key)).rejects.toThrow("no answer within 300 ms");
  await server.resume();
  expect(await redis.get(key)).toBe("again");

  lost = deferred<Error>();
  await server.stop();
  await lost.promise;
  await expect(redis.incr(key)).rejects.toThrow(RetryableError);
});

test("disposing while the server is frozen comes to an end", { timeout: 60_000 }, async () => {
  await using services = await privateServices({ only: ["redis"] });
  const redis = open({ url: services.redis.address.url, commandTimeoutMs: 200 });
  await redis.set("x", "y");
  await services.redis.pause();
  await using other = open({ url: services.redis.address.url, connectTimeoutMs: 200 });
  await expect.poll(() => outcomeOf(other.get("x"))).toBe("retryable");
  const pending = redis.get("x");
  await Promise.all([expect(pending).rejects.toThrow(RetryableError), redis[Symbol.asyncDispose]()]);
  await services.redis.resume();
});
