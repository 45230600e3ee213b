import { randomUUID } from "node:crypto";
import { once } from "node:events";
import { type AddressInfo, connect, createServer, type Socket } from "node:net";
import { createClient } from "@redis/client";
import { expect, inject, test } from "vitest";
import { redisCommands, type RedisOptions } from "../../../runtime/adapters/redis/index.ts";
import { FatalError, RetryableError } from "../../../runtime/errors/errors.ts";
import type { RedisCommands } from "../../../runtime/ports/redis-commands.ts";
import { privateServices } from "../../../generator/services/index.ts";
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

/** The server's own settings, changed by an administrator with other means than the adapter's. */
async function administrator(url: string) {
  const client = createClient({ url });
  await client.connect();
  const say = (...words: readonly string[]) => client.sendCommand([...words]);
  return {
    say,
    /** Their ids. */
    async connectionsOf(name: string): Promise<readonly string[]> {
      const list = await client.sendCommand<string>(["CLIENT", "LIST"]);
      return list
        .split("\n")
        .filter((line) => line.includes(`name=${name} `))
        .map((line) => /\d+/.exec(line)?.[0] ?? "");
    },
    async [Symbol.asyncDispose]() {
      client.destroy();
    },
  };
}

test("a server that is full, only a copy, busy or has no place for another client may pass", async () => {
  await using services = await privateServices({ only: ["redis"] });
  const { url } = services.redis.address;
  await using admin = await administrator(url);
  await using redis = open({ url, commandTimeoutMs: 5_000 });
  await redis.set("key", "x");
  const outcome = (): Promise<string> => outcomeOf(redis.set("key", "x"));

  await admin.say("CONFIG", "SET", "maxmemory", "1");
  await expect(redis.set("key", "x")).rejects.toThrow(/could not SET "key": OOM/);
  expect(await outcome()).toBe("retryable");
  await admin.say("CONFIG", "SET", "maxmemory", "0");
  expect(await outcome()).toBe("answered");

  await admin.say("REPLICAOF", "127.0.0.1", "1");
  await expect(redis.set("key", "x")).rejects.toThrow("READONLY");
  expect(await outcome()).toBe("retryable");
  await admin.say("CONFIG", "SET", "replica-serve-stale-data", "no");
  await expect(redis.get("key")).rejects.toThrow("MASTERDOWN");
  await admin.say("REPLICAOF", "NO", "ONE");
  expect(await outcome()).toBe("answered");

  await admin.say("CONFIG", "SET", "lua-time-limit", "1");
  await using script = await administrator(url);
  const endless = script.say("EVAL", "while true do end", "0").catch(String);
  await expect.poll(() => redis.get("key").catch(String)).toContain("BUSY");
  expect(await outcome()).toBe("retryable");
  await admin.say("SCRIPT", "KILL");
  expect(await endless).toContain("killed");
  expect(await outcome()).toBe("answered");

  await admin.say("CONFIG", "SET", "maxclients", "1");
  await using late = open({ url });
  expect(await outcomeOf(late.get("key"))).toBe("retryable");
  await admin.say("CONFIG", "SET", "maxclients", "100");
  expect(await late.get("key")).toBe("x");
});

test("a connection that the administrator ends is told, and the next command has a new one", async () => {
  const lost = deferred<Error>();
  const clientName = `test-${randomUUID()}`;
  await using redis = open({ clientName, onConnectionLost: lost.resolve });
  await redis.get("x");
  await using admin = await administrator(inject("services").redis.url);
  const [id] = await admin.connectionsOf(clientName);
  await admin.say("CLIENT", "KILL", "ID", id ?? "");
  await lost.promise;
  expect(await redis.get("x")).toBe(null);
});

test("commands side by side share one connection, from the first on and after it is lost", async () => {
  const clientName = `test-${randomUUID()}`;
  await using redis = open({ clientName });
  await using admin = await administrator(inject("services").redis.url);
  const many = () => Promise.all(Array.from({ length: 50 }, (_, n) => redis.get(`none-${n}`)));
  await many();
  const [id, ...others] = await admin.connectionsOf(clientName);
  expect(others).toEqual([]);
  await admin.say("CLIENT", "KILL", "ID", id ?? "");
  await expect.poll(() => outcomeOf(many())).toBe("answered");
  expect(await admin.connectionsOf(clientName)).toHaveLength(1);
});

test("a connection that was cut without a word is given up, and the next command has a new one", async () => {
  const url = new URL(inject("services").redis.url);
  const { hostname, port } = url;
  const paths: { readonly near: Socket; readonly far: Socket }[] = [];
  await using network = createServer((near) => {
    const far = connect(Number(port), hostname);
    near.pipe(far).pipe(near);
    near.on("close", () => far.destroy());
    paths.push({ near, far });
  }).listen(0, "127.0.0.1");
  await once(network, "listening");
  url.host = `127.0.0.1:${(network.address() as AddressInfo).port}`;
  await using redis = open({ url: url.href, commandTimeoutMs: 200 });
  await redis.get("x");

  for (const { near, far } of paths) far.unpipe(near);
  await expect(redis.get("x")).rejects.toThrow("no answer within 200 ms");
  expect(await outcomeOf(redis.get("x"))).toBe("answered");
  expect(paths).toHaveLength(2);
});

test("what listens but never says a word is given up", async () => {
  const sockets: Socket[] = [];
  await using server = createServer((socket) => void sockets.push(socket)).listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  {
    await using redis = open({ url: `redis://127.0.0.1:${port}`, connectTimeoutMs: 50 });
    await expect(redis.get("x")).rejects.toThrow(
      `could not connect to Redis at 127.0.0.1:${port}: no answer within 50 ms`,
    );
  }
  // The server closes only when no connection is left open.
  for (const socket of sockets) await (socket.closed || once(socket.resume(), "close"));
});
