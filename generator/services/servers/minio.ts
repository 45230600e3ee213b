import { createHmac } from "node:crypto";
import { mkdir, mkdtemp, rename } from "node:fs/promises";
import { dirname, join } from "node:path";
import { withFileLock } from "../machine/file-lock.ts";
import { givenUrl } from "./given-address.ts";
import { lastLines } from "../machine/log-tail.ts";
import type { Machine } from "../machine/machine.ts";
import type { Program, Server } from "./server.ts";
import { ServiceError } from "../machine/service-error.ts";
import { removeFolder } from "./service-record.ts";

// The last commit of the project before it was archived. There are no binaries of it, and its licence (AGPL) keeps it
// from being shipped with anything: whoever wants it builds it.
const version = "v0.0.0-20260212201848-7aac2a2c5b7c";
/** How many packages go compiles when it has compiled none of them before. It varies a little with the version of Go. */
const packageCount = 1300;
const unfinished = "build-";
const addresses = { protocols: ["http:", "https:"], example: "http://127.0.0.1:9000" };
const remedy =
  "Install Go 1.21 or newer (https://go.dev/dl), put a minio binary in PATH, or set MINIO_ENDPOINT, MINIO_ACCESS_KEY and MINIO_SECRET_KEY to a server that runs.";

export const minio: Server<"minio"> = {
  name: "minio",
  title: "MinIO",
  portCount: 1,
  startTimeoutMs: 30_000,
  variables: ["MINIO_ENDPOINT", "MINIO_ACCESS_KEY", "MINIO_SECRET_KEY"],

  fromEnvironment({ MINIO_ENDPOINT: endpoint, MINIO_ACCESS_KEY: accessKey, MINIO_SECRET_KEY: secretKey }) {
    if (!endpoint) return undefined;
    if (!accessKey || !secretKey) {
      throw new ServiceError("MINIO_ENDPOINT is set, but there are no credentials for it.", {
        remedy: "Set MINIO_ACCESS_KEY and MINIO_SECRET_KEY as well, or unset MINIO_ENDPOINT.",
      });
    }
    const url = endpoint.includes("://") ? endpoint : `http://${endpoint}`;
    return { endpoint: givenUrl("MINIO_ENDPOINT", url, addresses), accessKey, secretKey };
  },

  toEnvironment: ({ endpoint, accessKey, secretKey }) => ({
    MINIO_ENDPOINT: endpoint,
    MINIO_ACCESS_KEY: accessKey,
    MINIO_SECRET_KEY: secretKey,
  }),

  async find(machine) {
    const path = await machine.findProgram([builtPath(machine), "minio", "/opt/homebrew/bin/minio"]);
    if (path === undefined) return undefined;
    if (path === builtPath(machine)) return { path, version };
    const { output } = await machine.run(path, ["--version"]);
    return { path, version: /version (\S+)/.exec(output)?.[1] ?? "" };
  },

  async install(machine) {
    const go = await machine.findProgram(["go", "/usr/local/go/bin/go", "/opt/homebrew/bin/go"]);
    if (go === undefined) {
      throw new ServiceError("MinIO is not on this machine, and building it from source needs Go.", {
        remedy,
      });
    }
    return withFileLock(`${builtPath(machine)}.lock`, () => build(go, machine), {
      onWait: (holder) => machine.log(`waiting for process ${holder}, which builds MinIO …`),
      signal: machine.signal,
    });
  },

  async prepare({ program, folder, ports: [port], password }) {
    const data = join(folder, "data");
    await mkdir(data, { mode: 0o700 });
    return {
      launch: {
        program: program.path,
        args: ["server", "--quiet", "--address", `127.0.0.1:${port}`, data],
        env: {
          MINIO_ROOT_USER: "seqwright",
          MINIO_ROOT_PASSWORD: password,
          MINIO_UPDATE: "off",
          MINIO_BROWSER: "off",
          // Otherwise its settings, and its user's certificates, come from the home folder.
          HOME: folder,
        },
        stopSignal: "SIGTERM",
      },
      address: { endpoint: `http://127.0.0.1:${port}`, accessKey: "seqwright", secretKey: password },
    };
  },

  async check({ endpoint, accessKey, secretKey }, timeoutMs) {
    const signal = AbortSignal.timeout(timeoutMs);
    const health = await fetch(new URL("/minio/health/live", endpoint), { signal });
    await health.body?.cancel();
    if (!health.ok) throw new Error(`/minio/health/live answers ${health.status}`);
    // "Live" comes before it knows its users, and says nothing of ours.
    const headers = listingHeaders(accessKey, secretKey);
    const buckets = await fetch(new URL("/", endpoint), { headers, signal, redirect: "manual" });
    const [, code] = /<Code>(\w+)<\/Code>/.exec(await buckets.text()) ?? [];
    // Nothing else matters here: a user who may not list buckets is one all the same.
    if (buckets.status >= 500 || code === "InvalidAccessKeyId" || code === "SignatureDoesNotMatch")
      throw new Error(
        `a request with these keys is answered ${buckets.status}, ${code ?? "without a reason"}`,
      );
    return "";
  },
};

/** Signs "list the buckets" by Signature Version 2: MinIO takes it as well as Version 4, which needs ten times the code. */
function listingHeaders(accessKey: string, secretKey: string): Readonly<Record<string, string>> {
  const date = new Date().toUTCString();
  const signature = createHmac("sha1", secretKey).update(`GET\n\n\n\nx-amz-date:${date}\n/`).digest("base64");
  return { "x-amz-date": date, authorization: `AWS ${accessKey}:${signature}` };
}

function builtPath(machine: Machine): string {
  return join(machine.cacheFolder, "minio", version, "minio");
}

async function build(go: string, machine: Machine): Promise<Program> {
  const path = builtPath(machine);
  // Another process may have built it while this one waited for the lock.
  if ((await machine.findProgram([path])) !== undefined) return { path, version };
  const folder = dirname(path);
  await mkdir(folder, { recursive: true });
  // A name of its own: of a build whose process was killed, the compiler may still be at work.
  for (const name of await machine.listFolder(folder))
    if (name.startsWith(unfinished)) await removeFolder(join(folder, name));
  const temporary = await mkdtemp(join(folder, unfinished));
  machine.log("building MinIO from source with go install; the first time takes 5 to 20 minutes …");
  const started = Date.now();
  const seconds = (): number => Math.round((Date.now() - started) / 1000);
  const count = { modules: 0, packages: 0 };
  const progress = setInterval(() => {
    const { modules, packages } = count;
    machine.log(
      `building MinIO: ${modules} modules downloaded, ${packages} of about ${packageCount} packages compiled, after ${seconds()} s …`,
    );
  }, 15_000);
  try {
    const { exitCode, output } = await machine.run(
      go,
      ["install", "-v", `github.com/minio/minio@${version}`],
      {
        // An older Go fetches the one that the source asks for.
        // Its own temporary files go there as well, because it leaves them behind when it is interrupted.
        env: { GOBIN: temporary, GOTMPDIR: temporary, GOTOOLCHAIN: "auto" },
        onLine(line) {
          if (line.startsWith("go: downloading ")) count.modules += 1;
          // With -v, go names each package when it begins to compile it.
          else if (!line.startsWith("go: ")) count.packages += 1;
        },
      },
    );
    if (exitCode !== 0)
      throw new ServiceError(`go install could not build MinIO:\n${lastLines(output)}`, { remedy });
    await rename(join(temporary, "minio"), path);
  } finally {
    clearInterval(progress);
    await removeFolder(temporary);
  }
  machine.log(`built MinIO in ${seconds()} s`);
  return { path, version };
}
