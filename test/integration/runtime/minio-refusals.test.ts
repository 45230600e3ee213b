import { randomUUID } from "node:crypto";
import { beforeAll, expect, inject, test } from "vitest";
import {
  type AdminRefusal,
  adminRefusal,
  type RefusalKind,
  refusalKind,
} from "../../../runtime/adapters/minio/admin-error.ts";
import { encryptData } from "../../../runtime/adapters/minio/encrypt-data.ts";
import { minioAdmin, minioObjectStore } from "../../../runtime/adapters/minio/index.ts";
import { canonicalQuery, signedHeaders } from "../../../runtime/adapters/minio/sigv4.ts";
import { privateServices } from "../../../generator/services/index.ts";
import { outcomeOf } from "../../support/outcome-of.ts";

// What the adapter's own checks would never let through is sent all the same, to see what MinIO says to it, and whether
// that is taken for what it is.

const root = inject("services").minio;
const user = `user-${randomUUID()}`;
const secret = "a-long-secret";

interface RawCall {
  readonly method: string;
  readonly path: string;
  readonly query: Readonly<Record<string, string>>;
  readonly body?: Uint8Array<ArrayBuffer>;
  readonly as?: { readonly accessKey: string; readonly secretKey: string };
  readonly at?: Date;
  readonly headers?: Readonly<Record<string, string>>;
}

async function refusalOf(call: RawCall): Promise<AdminRefusal> {
  const { method, path, query, body = new Uint8Array(), as = root, at = new Date() } = call;
  const url = new URL(`${path}?${canonicalQuery(query)}`, root.endpoint);
  const signed = signedHeaders({ method, url, body, at }, { ...as, region: "us-east-1" });
  const headers = { ...signed, ...call.headers };
  const response = await fetch(url, { method, headers, ...(body.length > 0 && { body }) });
  const text = await response.text();
  expect(response.ok).toBe(false);
  return adminRefusal(response.status, text);
}

const encrypted = (value: unknown, password = root.secretKey): Promise<Uint8Array<ArrayBuffer>> =>
  encryptData(password, Buffer.from(JSON.stringify(value)));

const admin = "/minio/admin/v3";
const addUser = (accessKey: string, more: Partial<RawCall>): RawCall => ({
  method: "PUT",
  path: `${admin}/add-user`,
  query: { accessKey },
  ...more,
});
const showUser = (more: Partial<RawCall> = {}): RawCall => ({
  method: "GET",
  path: `${admin}/user-info`,
  query: { accessKey: user },
  ...more,
});
const attach = async (headers: Readonly<Record<string, string>>): Promise<RawCall> => ({
  method: "POST",
  path: `${admin}/idp/builtin/policy/attach`,
  query: {},
  body: await encrypted({ policies: ["readonly"], user }),
  headers,
});

beforeAll(async () => {
  await minioAdmin(root).addUser(user, secret);
  await minioAdmin(root).setUserPolicy(user, "readonly");
  return async () => minioAdmin(root).removeUser(user);
});

const hourAgo = (): Date => new Date(Date.now() - 3_600_000);
const noPolicy = { policyName: "no-such-policy", userOrGroup: user, isGroup: "false" };

test.each<[string, number, RefusalKind, () => RawCall | Promise<RawCall>]>([
  ["XMinioAdminNoSuchUser", 404, "absent", () => showUser({ query: { accessKey: "nobody-we-know" } })],
  [
    "XMinioAdminNoSuchPolicy",
    404,
    "absent",
    () => ({ method: "PUT", path: `${admin}/set-user-or-group-policy`, query: noPolicy }),
  ],
  [
    "XMinioAdminInvalidAccessKey",
    400,
    "fatal",
    async () => addUser("ab", { body: await encrypted({ secretKey: secret, status: "enabled" }) }),
  ],
  [
    "XMinioAdminInvalidSecretKey",
    400,
    "fatal",
    async () => addUser(user, { body: await encrypted({ secretKey: "short", status: "enabled" }) }),
  ],
  [
    "XMinioInvalidResource",
    400,
    "fatal",
    async () => addUser(" abc", { body: await encrypted({ secretKey: secret, status: "enabled" }) }),
  ],
  [
    "XMinioAdminConfigBadJSON",
    400,
    "fatal",
    async () =>
      addUser(user, { body: await encrypted({ secretKey: secret }, "not the caller's own secret") }),
  ],
  ["XMinioAdminConfigBadJSON", 400, "fatal", () => addUser(user, { body: Buffer.from("{}") })],
  ["XMinioAdminConfigTooLarge", 400, "fatal", () => addUser(user, { body: Buffer.alloc(300_000) })],
  [
    "XMinioAdminPolicyChangeAlreadyApplied",
    400,
    "already done",
    async () => attach({ "content-type": "application/octet-stream" }),
  ],
  ["BadRequest", 400, "fatal", async () => attach({})],
  [
    "XMinioInvalidIAMCredentials",
    403,
    "fatal",
    async () => addUser(root.accessKey, { body: await encrypted({ secretKey: secret }) }),
  ],
  ["AccessDenied", 403, "fatal", () => addUser("somebody", { as: { accessKey: user, secretKey: secret } })],
  ["SignatureDoesNotMatch", 403, "fatal", () => showUser({ as: { ...root, secretKey: "not-the-secret" } })],
  ["InvalidAccessKeyId", 403, "fatal", () => showUser({ as: { ...root, accessKey: "nobody-we-know" } })],
  ["RequestTimeTooSkewed", 403, "clock skew", () => showUser({ at: hourAgo() })],
  ["XMinioAdminVersionMismatch", 426, "fatal", () => showUser({ path: "/minio/admin/v4/user-info" })],
])("MinIO's %s (%i) is %s", async (code, status, kind, call) => {
  const refusal = await refusalOf(await call());
  expect(refusal).toMatchObject({ code, status });
  expect(refusalKind(refusal)).toBe(kind);
});

test("while a server starts, nothing that is asked of it is fatal", { timeout: 60_000 }, async () => {
  await using services = await privateServices({ only: ["minio"] });
  const { minio } = services;
  await using objects = minioObjectStore({ ...minio.address, timeoutMs: 2_000 });
  const users = minioAdmin({ ...minio.address, timeoutMs: 2_000 });
  await objects.createBucket("bucket");
  const seen = new Set<string>();
  const ask = async (): Promise<void> => {
    seen.add(await outcomeOf(objects.put("bucket", "key", Buffer.of(1))));
    seen.add(await outcomeOf(users.addUser("alice", secret)));
  };
  await minio.kill();
  await ask();
  const started = new AbortController();
  const starting = minio.restart().finally(() => started.abort());
  while (!started.signal.aborted) await ask();
  await starting;
  await expect.poll(() => outcomeOf(users.addUser("alice", secret))).toBe("answered");
  expect(seen).toContain("retryable");
  expect(seen).not.toContain("fatal");
  expect(seen).not.toContain("unclassified");
});
