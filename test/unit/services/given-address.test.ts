import { expect, test } from "vitest";
import { serverNamed } from "../../../generator/services/servers/servers.ts";
import type { ServiceName } from "../../../generator/services/servers/service.ts";

const keys = { MINIO_ACCESS_KEY: "key", MINIO_SECRET_KEY: "secret" };

test.for<readonly [ServiceName, Readonly<Record<string, string>>, object]>([
  ["kafka", { KAFKA_BROKERS: "a:1, [::1]:2 ," }, { brokers: ["a:1", "[::1]:2"] }],
  ["redis", { REDIS_URL: "rediss://user:word@host/1" }, { url: "rediss://user:word@host/1" }],
  [
    "postgres",
    { DATABASE_URL: "postgresql://host/db?sslmode=require" },
    { url: "postgresql://host/db?sslmode=require" },
  ],
  [
    "minio",
    { MINIO_ENDPOINT: "host:9000", ...keys },
    { endpoint: "http://host:9000", accessKey: "key", secretKey: "secret" },
  ],
])("%s takes %o", ([name, env, address]) => {
  expect(serverNamed(name).fromEnvironment(env)).toEqual(address);
});

test.for<readonly [ServiceName, Readonly<Record<string, string>>]>([
  ["kafka", { KAFKA_BROKERS: "" }],
  ["kafka", { KAFKA_BROKERS: " , " }],
  ["redis", { REDIS_URL: "" }],
  ["postgres", {}],
  ["minio", { MINIO_ACCESS_KEY: "key", MINIO_SECRET_KEY: "secret" }],
])("%s takes %o for no address", ([name, env]) => {
  expect(serverNamed(name).fromEnvironment(env)).toBeUndefined();
});

test.for<readonly [ServiceName, Readonly<Record<string, string>>]>([
  ["kafka", { KAFKA_BROKERS: "localhost" }],
  ["kafka", { KAFKA_BROKERS: "a:1,b" }],
  ["kafka", { KAFKA_BROKERS: "a:65536" }],
  ["kafka", { KAFKA_BROKERS: "kafka://a:1" }],
  ["redis", { REDIS_URL: "secret-word@host:6379" }],
  ["redis", { REDIS_URL: "http://secret-word@host" }],
  ["postgres", { DATABASE_URL: "secret-word" }],
  ["postgres", { DATABASE_URL: "mysql://me:secret-word@host/db" }],
  ["minio", { MINIO_ENDPOINT: "ftp://host", ...keys }],
  ["minio", { MINIO_ENDPOINT: "::", ...keys }],
])("%s refuses %o, with an example and without repeating a password", ([name, env]) => {
  const [variable = ""] = Object.keys(env);
  const read = () => serverNamed(name).fromEnvironment(env);
  expect(read).toThrow(
    new RegExp(`^${variable} is not an address such as .+\\.\nCorrect it, or unset ${variable}`),
  );
  expect(read).not.toThrow("secret-word");
});
