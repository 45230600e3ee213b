import { spawn } from "node:child_process";
import { once } from "node:events";
import { createServer } from "node:net";
import { fileURLToPath } from "node:url";
import { expect, inject, onTestFinished, test } from "vitest";
import { serviceNames } from "../../generator/services/index.ts";
import { serverNamed } from "../../generator/services/servers/servers.ts";
import { runProcess } from "../support/process.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";

const program = fileURLToPath(new URL("../../generator/bin/seqwright.js", import.meta.url));
const noAddresses = Object.fromEntries(
  serviceNames.flatMap((name) => serverNamed(name).variables.map((variable) => [variable, ""])),
);

/** `seqwright services …` in this folder, with no addresses but these in the environment. */
const seqwright = (cwd: string, args: readonly string[], env: Readonly<Record<string, string>> = {}) =>
  runProcess(process.execPath, [program, "services", ...args], { cwd, env: { ...noAddresses, ...env } });

/** A folder whose servers go with it. */
async function projectFolder() {
  const folder = await temporaryFolder();
  return {
    path: folder.path,
    async [Symbol.asyncDispose]() {
      await seqwright(folder.path, ["down"]);
      await folder[Symbol.asyncDispose]();
    },
  };
}

test("the command starts, lists and stops, in the words of the environment", async () => {
  await using folder = await projectFolder();
  const [up, other] = await Promise.all([
    seqwright(folder.path, ["up", "redis"]),
    seqwright(folder.path, ["up", "redis"]),
  ]);
  expect(other.out).toBe(up.out);
  expect(up).toMatchObject({
    exitCode: 0,
    out: expect.stringMatching(/^REDIS_URL=redis:\/\/:\w+@127\.0\.0\.1:\d+\n$/),
  });
  const status = await seqwright(folder.path, ["status"]);
  // Not all of them run.
  expect(status.exitCode).toBe(1);
  expect(status.out).toMatch(
    /^Kafka: down\nMinIO: down\nRedis \S+, answers, process \d+, since \S+, found here\n/,
  );
  expect(status.out).toContain(up.out);
  expect(await seqwright(folder.path, ["down"])).toMatchObject({
    exitCode: 0,
    out: expect.stringMatching(/^stopped Redis \(process \d+\)\n$/),
  });
  expect(await seqwright(folder.path, ["down"])).toMatchObject({ exitCode: 0, out: "nothing to stop\n" });
});

test("an address that a shell would take apart is printed in quotes", async () => {
  await using folder = await projectFolder();
  const { postgres } = inject("services");
  const url = `${postgres.url}?application_name=a&connect_timeout=5`;
  const up = await seqwright(folder.path, ["up", "postgres"], { DATABASE_URL: url });
  expect(up).toMatchObject({ exitCode: 0, out: `DATABASE_URL='${url}'\n` });
});

test("the servers need no client package to be installed", async () => {
  await using folder = await projectFolder();
  // Node finds none of the clients, as in a project that has not installed them.
  const hooks = `
    import { registerHooks } from "node:module";
    registerHooks({
      resolve(specifier, context, next) {
        if (!/^(?:@redis\\/client|kafkajs|minio|pg)$/.test(specifier)) return next(specifier, context);
        throw Object.assign(new Error("Cannot find package '" + specifier + "' imported from here"), { code: "ERR_MODULE_NOT_FOUND" });
      },
    });`;
  const env = { NODE_OPTIONS: `--import=data:text/javascript,${encodeURIComponent(hooks)}` };
  const up = await seqwright(folder.path, ["up", "redis", "postgres"], env);
  expect(up).toMatchObject({ exitCode: 0, out: expect.stringMatching(/^REDIS_URL=.+\nDATABASE_URL=.+\n$/) });
});

test("who answers but does not let us in is told apart from who does not answer", async () => {
  await using folder = await projectFolder();
  const { minio, redis, postgres } = inject("services");
  const wrong = (url: string): string => url.replace(/:[^:@/]+@/, ":wrong-word@");
  const addresses = {
    MINIO_ENDPOINT: minio.endpoint,
    MINIO_ACCESS_KEY: minio.accessKey,
    MINIO_SECRET_KEY: "wrong-word",
    REDIS_URL: wrong(redis.url),
    DATABASE_URL: wrong(postgres.url),
  };
  const up = await seqwright(folder.path, ["up", "minio", "redis", "postgres"], addresses);
  expect(up.exitCode).toBe(1);
  expect(up.err).toContain(
    "MINIO_ENDPOINT does not answer: a request with these keys is answered 403, SignatureDoesNotMatch.",
  );
  expect(up.err).toContain("REDIS_URL does not answer: WRONGPASS invalid username-password pair");
  expect(up.err).toContain(
    'DATABASE_URL does not answer: password authentication failed for user "seqwright".',
  );
  expect(up.err).not.toContain("wrong-word");
});

test("Ctrl-C gives up at once, leaves no lock, and the next start goes on from there", async () => {
  await using folder = await projectFolder();
  const child = spawn(process.execPath, [program, "services", "up", "kafka"], {
    cwd: folder.path,
    // A group of its own, as a terminal gives to each command: Ctrl-C reaches all of it.
    detached: true,
    env: { ...process.env, ...noAddresses },
    stdio: ["ignore", "ignore", "pipe"],
  });
  let err = "";
  child.stderr.setEncoding("utf8").on("data", (text: string) => {
    err += text;
    if (text.includes(": starting ") && child.pid !== undefined) process.kill(-child.pid, "SIGINT");
  });
  const [exitCode] = (await once(child, "close")) as [number | null];
  expect({ exitCode, err }).toMatchObject({ exitCode: 130, err: expect.stringContaining("Interrupted.") });
  expect(await seqwright(folder.path, ["up", "kafka"])).toMatchObject({ exitCode: 0 });
});

test("a server that does not speak is reported in time, and never waited for", async () => {
  await using folder = await projectFolder();
  const mute = createServer((socket) => void socket.on("error", () => undefined)).listen(0, "127.0.0.1");
  onTestFinished(() => void mute.close());
  await once(mute, "listening");
  const address = mute.address();
  const port = typeof address === "object" && address !== null ? address.port : 0;
  const up = await seqwright(folder.path, ["up", "kafka", "redis"], {
    KAFKA_BROKERS: `127.0.0.1:${port}`,
    REDIS_URL: `redis://127.0.0.1:${port}`,
  });
  expect(up.err).toContain(`KAFKA_BROKERS does not answer: 127.0.0.1:${port}: no answer within 5000 ms.`);
  expect(up.err).toContain("REDIS_URL does not answer: no answer within 5000 ms.");
});
