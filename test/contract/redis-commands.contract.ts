import { randomUUID } from "node:crypto";
import { afterAll, beforeEach, describe, expect, test } from "vitest";
import { FatalError, RetryableError } from "../../runtime/errors/errors.ts";
import type { RedisCommands } from "../../runtime/ports/redis-commands.ts";

/** What every `RedisCommands` promises. `open` is called once. */
export function redisCommandsContract(name: string, open: () => RedisCommands & AsyncDisposable): void {
  describe(`${name} as Redis commands`, () => {
    const redis = open();
    let key: string;

    afterAll(async () => {
      await redis[Symbol.asyncDispose]();
      await redis[Symbol.asyncDispose]();
      await expect(redis.get("x")).rejects.toThrow(RetryableError);
    });
    beforeEach(() => {
      key = `test:${randomUUID()}`;
      return async () => void (await redis.del(key));
    });

    test("a key that is absent has no value, no lifetime and cannot be given one", async () => {
      expect(await redis.get(key)).toBe(null);
      expect(await redis.ttl(key)).toBe(-2);
      expect(await redis.expire(key, 10)).toBe(0);
      expect(await redis.exists(key)).toBe(0);
      expect(await redis.del(key)).toBe(0);
      expect(await redis.hgetall(key)).toEqual({});
      expect(await redis.hget(key, "field")).toBe(null);
      expect(await redis.lpop(key)).toBe(null);
      expect(await redis.getdel(key)).toBe(null);
      expect(await redis.hexists(key, "field")).toBe(0);
      expect(await redis.llen(key)).toBe(0);
      expect(await redis.scard(key)).toBe(0);
      expect(await redis.sismember(key, "a")).toBe(0);
      expect(await redis.smembers(key)).toEqual([]);
      expect(await redis.lrange(key, 0, -1)).toEqual([]);
    });

    test.each(["", "text", "한국어 😀", "a\0b\r\n*1\r\n", '{"json": [1]}'])(
      "a value comes back as it went: %j",
      async (value) => {
        expect(await redis.set(key, value)).toBe("OK");
        expect(await redis.get(key)).toBe(value);
        expect(await redis.ttl(key)).toBe(-1);
      },
    );

    test("keys count once each", async () => {
      await redis.set(key, "x");
      expect(await redis.exists(key, `${key}:none`)).toBe(1);
      expect(await redis.del(key, `${key}:none`)).toBe(1);
    });

    test("seven days are seven days, however they are given", async () => {
      const week = 7 * 24 * 60 * 60;
      const left = async (): Promise<void> => {
        const seconds = await redis.ttl(key);
        expect(seconds).toBeGreaterThan(week - 60);
        expect(seconds).toBeLessThanOrEqual(week);
      };
      expect(await redis.setex(key, week, "x")).toBe("OK");
      await left();
      expect(await redis.set(key, "y")).toBe("OK");
      expect(await redis.ttl(key)).toBe(-1);
      expect(await redis.set(key, "z", { ttlSeconds: week })).toBe("OK");
      await left();
      await redis.set(key, "no limit");
      expect(await redis.expire(key, week)).toBe(1);
      await left();
    });

    test.each([0, -1, 1.5, Number.NaN])("a lifetime of %d seconds is refused for good", async (seconds) => {
      await expect(redis.setex(key, seconds, "x")).rejects.toThrow(FatalError);
      await expect(redis.set(key, "x", { ttlSeconds: seconds })).rejects.toThrow(FatalError);
      expect(await redis.exists(key)).toBe(0);
    });

    test("an expired key is gone", async () => {
      await redis.set(key, "x");
      // A time that has passed already removes the key at once.
      expect(await redis.expire(key, -1)).toBe(1);
      expect(await redis.get(key)).toBe(null);
    });

    test("of two that claim a key one gets it", async () => {
      const claims = ["a", "b"].map((owner) => redis.set(key, owner, { onlyIfAbsent: true, ttlSeconds: 60 }));
      expect((await Promise.all(claims)).filter((claim) => claim === "OK")).toHaveLength(1);
      expect(await redis.set(key, "c", { onlyIfAbsent: true })).toBe(null);
    });

    test("a value that is only replaced keeps its time to live", async () => {
      expect(await redis.set(key, "x", { onlyIfPresent: true })).toBe(null);
      await redis.set(key, "x", { ttlMs: 60_000 });
      expect(await redis.set(key, "y", { onlyIfPresent: true, keepTtl: true })).toBe("OK");
      expect(await redis.get(key)).toBe("y");
      expect(await redis.ttl(key)).toBeGreaterThan(0);
      await redis.set(key, "z");
      expect(await redis.ttl(key)).toBe(-1);
    });

    test("options of SET that contradict each other are refused for good", async () => {
      await expect(redis.set(key, "x", { ttlSeconds: 1, keepTtl: true })).rejects.toThrow(FatalError);
      await expect(redis.set(key, "x", { onlyIfAbsent: true, onlyIfPresent: true })).rejects.toThrow(
        FatalError,
      );
      expect(await redis.exists(key)).toBe(0);
    });

    test("a time to live is set only where it is wanted", async () => {
      await redis.set(key, "x");
      expect(await redis.expire(key, 60, { onlyIf: "XX" })).toBe(0);
      expect(await redis.expire(key, 60, { onlyIf: "NX" })).toBe(1);
      expect(await redis.expire(key, 30, { onlyIf: "GT" })).toBe(0);
      expect(await redis.expire(key, 30, { onlyIf: "LT" })).toBe(1);
    });

    test("counting is exact under concurrency", async () => {
      await Promise.all(Array.from({ length: 100 }, () => redis.incr(key)));
      expect(await redis.decr(key)).toBe(99);
      expect(await redis.get(key)).toBe("99");
    });

    test("hashes keep fields by any name", async () => {
      const fields = { a: "1", "": "empty", 이름: "값", __proto: "x", constructor: "y" };
      expect(await redis.hset(key, fields)).toBe(5);
      expect(await redis.hset(key, { a: "2" })).toBe(0);
      expect(await redis.hget(key, "a")).toBe("2");
      expect(await redis.hgetall(key)).toEqual({ ...fields, a: "2" });
      expect(await redis.hdel(key, "a", "none")).toBe(1);
    });

    test("a field named __proto__ is a field", async () => {
      await redis.hset(key, Object.fromEntries([["__proto__", "x"]]));
      const all = await redis.hgetall(key);
      expect(Object.entries(all)).toEqual([["__proto__", "x"]]);
    });

    test("a value is taken away as it is read, and set only where there is none", async () => {
      expect(await redis.setnx(key, "first")).toBe(1);
      expect(await redis.setnx(key, "second")).toBe(0);
      expect(await redis.getdel(key)).toBe("first");
      expect(await redis.exists(key)).toBe(0);
    });

    test("numbers are raised and lowered by an amount", async () => {
      expect(await redis.incrby(key, 5)).toBe(5);
      expect(await redis.decrby(key, 7)).toBe(-2);
      await redis.del(key);
      expect(await redis.hincrby(key, "seats", 3)).toBe(3);
      expect(await redis.hexists(key, "seats")).toBe(1);
    });

    test("lists have two ends", async () => {
      expect(await redis.rpush(key, "b", "c")).toBe(2);
      expect(await redis.lpush(key, "a")).toBe(3);
      expect(await redis.lrange(key, 0, -1)).toEqual(["a", "b", "c"]);
      expect(await redis.lpop(key)).toBe("a");
      expect(await redis.rpop(key)).toBe("c");
      expect(await redis.llen(key)).toBe(1);
    });

    test("sets hold each member once", async () => {
      expect(await redis.sadd(key, "a", "b", "a")).toBe(2);
      expect(await redis.srem(key, "a", "none")).toBe(1);
      expect(await redis.smembers(key)).toEqual(["b"]);
      expect(await redis.sismember(key, "b")).toBe(1);
      expect(await redis.scard(key)).toBe(1);
    });

    test("a message nobody listens to reaches nobody", async () => {
      expect(await redis.publish(key, "hello")).toBe(0);
    });

    test("a command for another kind of value is fatal, and the connection goes on", async () => {
      await redis.set(key, "text");
      await expect(redis.incr(key)).rejects.toThrow(FatalError);
      await expect(redis.lpush(key, "x")).rejects.toThrow(FatalError);
      await expect(redis.set(key, {} as unknown as string)).rejects.toThrow(FatalError);
      expect(await redis.get(key)).toBe("text");
    });
  });
}
