import { randomUUID } from "node:crypto";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { Client } from "minio";
import { expect, inject, test } from "vitest";
import { minioAdmin, minioObjectStore } from "../../../runtime/adapters/minio/index.ts";
import { FatalError, RetryableError } from "../../../runtime/errors/errors.ts";
import { privateServices } from "../../../generator/services/index.ts";
import { minioAdminContract } from "../../contract/minio-admin.contract.ts";
import { objectStoreContract } from "../../contract/object-store.contract.ts";
import { outcomeOf } from "../../support/outcome-of.ts";

const connection = inject("services").minio;
const body = new TextEncoder().encode("x");

objectStoreContract("MinIO", () => minioObjectStore(connection));
minioAdminContract("MinIO", () => minioAdmin(connection));

test("a user works with the secret given last, as far as the policy goes", async () => {
  const admin = minioAdmin(connection);
  await using owner = minioObjectStore(connection);
  const bucket = `test-${randomUUID()}`;
  const accessKey = `user-${randomUUID()}`;
  await owner.createBucket(bucket);
  await owner.put(bucket, "key", body);
  await admin.addUser(accessKey, "the-first-secret");
  await using first = minioObjectStore({ ...connection, accessKey, secretKey: "the-first-secret" });
  await expect(first.get(bucket, "key")).rejects.toThrow(FatalError);

  await admin.setUserPolicy(accessKey, "readonly");
  expect(await first.get(bucket, "key")).toBeDefined();
  await expect(first.put(bucket, "key", body)).rejects.toThrow("AccessDenied");

  await admin.addUser(accessKey, "the-other-secret");
  await expect(first.get(bucket, "key")).rejects.toThrow("SignatureDoesNotMatch");
  await using second = minioObjectStore({ ...connection, accessKey, secretKey: "the-other-secret" });
  expect(await second.get(bucket, "key")).toBeDefined();

  await admin.setUserStatus(accessKey, "disabled");
  await expect(second.get(bucket, "key")).rejects.toThrow(FatalError);
  await admin.removeUser(accessKey);
});

test("wrong credentials are fatal", async () => {
  for (const wrong of [
    { ...connection, secretKey: "not-the-secret" },
    { ...connection, accessKey: "nobody-we-know" },
  ]) {
    await using objects = minioObjectStore(wrong);
    await expect(objects.bucketExists("some-bucket")).rejects.toThrow(FatalError);
    await expect(minioAdmin(wrong).userInfo("alice")).rejects.toThrow(FatalError);
    await expect(minioAdmin(wrong).addUser("alice", "a-long-secret")).rejects.toThrow(FatalError);
  }
});

test("a user without the right to administrate is refused for good", async () => {
  const accessKey = `user-${randomUUID()}`;
  await minioAdmin(connection).addUser(accessKey, "a-long-secret");
  const user = minioAdmin({ ...connection, accessKey, secretKey: "a-long-secret" });
  await expect(user.addUser("somebody", "a-long-secret")).rejects.toThrow("AccessDenied");
  await expect(minioAdmin(connection).addUser(connection.accessKey, "a-long-secret")).rejects.toThrow(
    "XMinioInvalidIAMCredentials",
  );
});

test("a clock that is an hour wrong is corrected by the server's", async () => {
  const admin = minioAdmin({ ...connection, now: () => Date.now() - 3_600_000 });
  expect(await admin.userInfo("nobody-we-know")).toBe(undefined);
});

test("nobody listening is retryable", async () => {
  const nowhere = { ...connection, endpoint: "http://127.0.0.1:1" };
  await using objects = minioObjectStore(nowhere);
  await expect(objects.put("bucket", "key", body)).rejects.toThrow(RetryableError);
  await expect(minioAdmin(nowhere).userInfo("alice")).rejects.toThrow(RetryableError);
});

test("a server that is overloaded, starting or cut off is retryable, and nothing goes to the console", async () => {
  let status = 503;
  let answer = "<html>no such thing</html>";
  await using server = createServer((_, response) => {
    if (status === 0) response.socket?.destroy();
    else response.writeHead(status).end(answer);
  }).listen(0, "127.0.0.1");
  await new Promise((resolve) => server.once("listening", resolve));
  const endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  await using objects = minioObjectStore({ ...connection, endpoint });
  const admin = minioAdmin({ ...connection, endpoint });
  for (status of [0, 429, 500, 502, 503, 504]) {
    await expect(objects.put("bucket", "key", body)).rejects.toThrow(RetryableError);
    await expect(admin.addUser("alice", "a-long-secret")).rejects.toThrow(RetryableError);
  }
  const busy = "<Error><Code>SlowDownWrite</Code><Message>Reduce your request rate</Message></Error>";
  answer = busy;
  status = 503;
  await expect(objects.put("bucket", "key", body)).rejects.toThrow(
    'could not put "key" in bucket "bucket": the server answered 503, SlowDownWrite, Reduce your request rate',
  );
  // An answer that only a proxy gives: the wrong address, as a rule.
  status = 404;
  await expect(admin.userInfo("alice")).rejects.toThrow(FatalError);
  status = 200;
  await expect(admin.userInfo("alice")).rejects.toThrow(RetryableError);
});

test("a client of one's own is used", async () => {
  const { hostname: endPoint, port, protocol } = new URL(connection.endpoint);
  const { accessKey, secretKey } = connection;
  const useSSL = protocol === "https:";
  await using objects = minioObjectStore({
    client: new Client({ endPoint, port: Number(port), useSSL, accessKey, secretKey }),
  });
  await expect(objects.bucketExists(`bucket-${randomUUID()}`)).resolves.toBe(false);
});

test.each([
  "",
  "127.0.0.1:9000",
  "ftp://u:s3cret@host",
  "http://host/path",
  "http://u@host",
  "http://:s3cret@h",
])("an address that is none is refused at once, and not shown: %s", (endpoint) => {
  for (const open of [minioObjectStore, minioAdmin]) {
    const opening = (): unknown => open({ ...connection, endpoint });
    expect(opening).toThrow(FatalError);
    expect(opening).not.toThrow("s3cret");
  }
});

const patience = { timeout: 20_000 };

test("an object whose bytes stop coming halfway is retryable", async () => {
  await using server = createServer((_, response) => {
    response.writeHead(200, { "content-length": "1000" }).write("only the beginning");
  }).listen(0, "127.0.0.1");
  await new Promise((resolve) => server.once("listening", resolve));
  const endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  await using objects = minioObjectStore({ ...connection, endpoint, timeoutMs: 50 });
  await expect(objects.get("bucket", "key")).rejects.toThrow(RetryableError);
});

test("a server that goes away and comes back under the client", { timeout: 60_000 }, async () => {
  await using services = await privateServices({ only: ["minio"] });
  const { minio } = services;
  const options = { ...minio.address, timeoutMs: 1_500 };
  await using objects = minioObjectStore(options);
  const admin = minioAdmin(options);
  await objects.createBucket("bucket");
  await objects.put("bucket", "key", body);
  await admin.addUser("alice", "a-long-secret");
  const both = async (outcome: string): Promise<void> => {
    await expect.poll(() => outcomeOf(objects.get("bucket", "key")), patience).toBe(outcome);
    await expect.poll(() => outcomeOf(admin.userInfo("alice")), patience).toBe(outcome);
  };

  await minio.kill();
  await both("retryable");
  await minio.restart();
  await both("answered");

  await minio.pause();
  await both("retryable");
  await minio.resume();
  await both("answered");
  expect(await objects.get("bucket", "key")).toBeDefined();
  expect(await admin.userInfo("alice")).toMatchObject({ status: "enabled" });
});
