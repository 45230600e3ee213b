import { expect, test } from "vitest";
import { isolatedClients } from "../../../../runtime/contract/place/isolated-clients.ts";

/** A client that writes down every call. */
function recording(calls: string[], answers: Readonly<Record<string, unknown>> = {}): never {
  return new Proxy(
    {},
    {
      get:
        (_, name) =>
        async (...args: readonly unknown[]) => {
          calls.push(`${String(name)}(${args.map(String).join(", ")})`);
          return answers[String(name)];
        },
    },
  ) as never;
}

test("keys, buckets and topics have names of their own on the servers, and all that was made is removed", async () => {
  const calls: string[] = [];
  const isolated = isolatedClients(
    { redis: recording(calls), objects: recording(calls), admin: recording(calls), events: recording(calls) },
    { prefix: "t1-", topic: (name) => `t1-${name}` },
  );
  const { redis, objects, admin } = isolated.clients;
  await redis?.set("a", "1");
  await redis?.del("a", "b");
  await objects?.createBucket("users");
  await objects?.createPath("users", "ada");
  await admin?.addUser("ada", "secret");
  expect(calls.splice(0)).toEqual([
    "set(t1-a, 1)",
    "del(t1-a, t1-b)",
    "createBucket(t1-users)",
    "createPath(t1-users, ada)",
    "userInfo(ada)",
    "addUser(ada, secret, undefined)",
  ]);
  await isolated[Symbol.asyncDispose]();
  expect(calls).toEqual([
    "del(t1-a, t1-b)",
    "remove(t1-users, ada/)",
    "removeBucket(t1-users)",
    "removeUser(ada)",
  ]);
});

test("an account that was there before is left alone", async () => {
  const calls: string[] = [];
  const isolated = isolatedClients(
    { admin: recording(calls, { userInfo: { status: "enabled" } }) },
    { prefix: "t1-", topic: (name) => name },
  );
  await isolated.clients.admin?.addUser("ada", "secret");
  await isolated[Symbol.asyncDispose]();
  expect(calls.some((call) => call.startsWith("removeUser"))).toBe(false);
});
