import { mkdir, readdir, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { expect, onTestFinished, test, vi } from "vitest";
import type { RunOptions } from "../../../generator/services/machine/machine.ts";
import { findJava, installJava } from "../../../generator/services/servers/java.ts";
import { minio } from "../../../generator/services/servers/minio.ts";
import { postgres } from "../../../generator/services/servers/postgres.ts";
import { redis } from "../../../generator/services/servers/redis.ts";
import { fakeMachine } from "../../support/fake-machine.ts";
import { temporaryFolder } from "../../support/temporary-folder.ts";

test.for([
  ['openjdk version "17.0.15" 2025-04-15', true],
  ['openjdk version "21" 2023-09-19', true],
  ['openjdk version "11.0.2"', false],
  ['java version "1.8.0_181"', false],
  ["The operation couldn't be completed. Unable to locate a Java Runtime.", false],
] as const)("Java that says %s is new enough: %s", async ([output, isEnough]) => {
  const java = await findJava(fakeMachine({ java: () => ({ output }) }));
  expect(java).toBe(isEnough ? "/usr/bin/java" : undefined);
});

test("JAVA_HOME comes before PATH", async () => {
  const output = 'openjdk version "17"';
  const machine = fakeMachine(
    { java: () => ({ output }), "/jdk/bin/java": () => ({ output }) },
    { env: { JAVA_HOME: "/jdk" } },
  );
  expect(await findJava(machine)).toBe("/jdk/bin/java");
});

/** apt-get on a machine that has these packages once its lists say so, and each program with its package. */
function aptMachine(cacheFolder: string, { hasLists, hasRedis }: { hasLists: boolean; hasRedis: boolean }) {
  let isKnown = hasRedis;
  const programs: Parameters<typeof fakeMachine>[0] = {
    "apt-get": (args) => {
      if (args.at(-1) === "update") isKnown = true;
      else if (!isKnown) return { exitCode: 100, output: "E: Unable to locate package redis-server" };
      else programs["redis-server"] = () => ({ output: "Redis server v=7.0.15 sha=0" });
      return {};
    },
  };
  const lists = hasLists ? ["deb.debian.org_debian_dists_bookworm_InRelease"] : ["partial"];
  return fakeMachine(programs, {
    uid: 0,
    cacheFolder,
    listFolder: async (path) => (path === "/var/lib/apt/lists" ? lists : []),
  });
}

const installing = "install --no-install-recommends redis-server";

test.for([
  [
    "has no package lists, it fetches them first",
    { hasLists: false, hasRedis: false },
    ["update", installing],
  ],
  [
    "has lists that are out of date, it fetches them",
    { hasLists: true, hasRedis: false },
    [installing, "update", installing],
  ],
  ["has the package in its lists, it fetches none", { hasLists: true, hasRedis: true }, [installing]],
] as const)("root installs with apt-get; where that %s", async ([, state, commands]) => {
  await using cache = await temporaryFolder();
  const machine = aptMachine(cache.path, state);
  expect(await redis.install(machine)).toEqual({ path: "/usr/bin/redis-server", version: "7.0.15" });
  const apt = machine.commands.filter((command) => command.startsWith("apt-get"));
  expect(apt).toEqual(commands.map((text) => `apt-get -o DPkg::Lock::Timeout=300 -q -y ${text}`));
});

test("what apt-get knows but cannot install is reported, and no other name is tried", async () => {
  await using cache = await temporaryFolder();
  const broken = () => ({ exitCode: 100, output: "E: Unmet dependencies." });
  const machine = fakeMachine({ "apt-get": broken }, { uid: 0, cacheFolder: cache.path });
  await expect(installJava(machine)).rejects.toThrow(
    "apt-get could not install Java 17 or newer:\n  E: Unmet dependencies.\nInstall Java 17",
  );
  expect(machine.commands.filter((command) => command.includes("install"))).toHaveLength(1);
});

test("sudo asks for nothing: neither for a password nor through the packages", async () => {
  await using cache = await temporaryFolder();
  const environments: RunOptions["env"][] = [];
  const sudo = (_args: readonly string[], options: RunOptions | undefined) => {
    environments.push(options?.env);
    return {};
  };
  const machine = fakeMachine({ "apt-get": () => ({}), sudo }, { cacheFolder: cache.path });
  await expect(redis.install(machine)).rejects.toThrow("Redis was installed, but there is no redis-server");
  expect(machine.commands).toEqual([
    "sudo -n true",
    `sudo -n --preserve-env=DEBIAN_FRONTEND,LC_ALL /usr/bin/apt-get -o DPkg::Lock::Timeout=300 -q -y update`,
    `sudo -n --preserve-env=DEBIAN_FRONTEND,LC_ALL /usr/bin/apt-get -o DPkg::Lock::Timeout=300 -q -y ${installing}`,
  ]);
  expect(environments.at(-1)).toMatchObject({ DEBIAN_FRONTEND: "noninteractive" });
});

test.for([
  [
    "nobody who may install",
    { "apt-get": () => ({}) },
    "needs root or passwordless sudo.\nInstall it (Debian",
  ],
  [
    "sudo that asks for a password",
    { "apt-get": () => ({}), sudo: () => ({ exitCode: 1 }) },
    "needs root or passwordless sudo.\nInstall it (Debian",
  ],
  ["no package manager", {}, "there is no apt-get or brew to install it.\nInstall it (Debian"],
] as const)("with %s, the error says how to get Redis", async ([, programs, message]) => {
  await expect(redis.install(fakeMachine({ ...programs }))).rejects.toThrow(message);
});

test("Homebrew is used on macOS, and its output shown when it fails", async () => {
  const machine = fakeMachine(
    { brew: () => ({ exitCode: 1, output: "Error: no bottle" }) },
    { platform: "darwin" },
  );
  await expect(postgres.install(machine)).rejects.toThrow(
    "Homebrew could not install postgresql@17:\n  Error: no bottle\nInstall it",
  );
});

/** Does what `go install` does: a program appears in the folder that GOBIN names. */
const go = async (_args: readonly string[], { env, onLine }: RunOptions = {}) => {
  onLine?.("go: downloading example.org/module v1.0.0");
  onLine?.("example.org/module");
  await writeFile(join(env?.["GOBIN"] ?? "", "minio"), "");
  return {};
};

test("MinIO is built by go install at its last version, into the cache", async () => {
  await using cache = await temporaryFolder();
  const machine = fakeMachine({ go }, { cacheFolder: cache.path });
  const { path, version } = await minio.install(machine);
  expect(machine.commands).toEqual([`go install -v github.com/minio/minio@${version}`]);
  expect(path).toBe(join(cache.path, "minio", version, "minio"));
  expect(await readdir(dirname(path))).toEqual(["minio"]);
});

test("a build of MinIO that takes long says how far it is", async () => {
  vi.useFakeTimers({ toFake: ["setInterval", "clearInterval", "Date"] });
  onTestFinished(() => void vi.useRealTimers());
  await using cache = await temporaryFolder();
  const slow: typeof go = async (args, options) => {
    const done = await go(args, options);
    vi.advanceTimersByTime(15_000);
    return done;
  };
  const machine = fakeMachine({ go: slow }, { cacheFolder: cache.path });
  await minio.install(machine);
  expect(machine.lines).toEqual([
    "building MinIO from source with go install; the first time takes 5 to 20 minutes …",
    "building MinIO: 1 modules downloaded, 1 of about 1300 packages compiled, after 15 s …",
    "built MinIO in 15 s",
  ]);
});

test("what a build of MinIO left behind when it was killed goes with the next one, and a failed one leaves nothing", async () => {
  await using cache = await temporaryFolder();
  const failing = fakeMachine(
    { go: () => ({ exitCode: 1, output: "no space left on device" }) },
    { cacheFolder: cache.path, listFolder: listed },
  );
  await expect(minio.install(failing)).rejects.toThrow("could not build MinIO:\n  no space left on device");
  const [version = ""] = await readdir(join(cache.path, "minio"));
  const folder = join(cache.path, "minio", version);
  expect(await readdir(folder)).toEqual([]);
  await mkdir(join(folder, "build-killed", "go-build1"), { recursive: true });
  await minio.install(fakeMachine({ go }, { cacheFolder: cache.path, listFolder: listed }));
  expect(await readdir(folder)).toEqual(["minio"]);
});

test("without Go, the error names Go and the alternatives", async () => {
  await expect(minio.install(fakeMachine({}))).rejects.toThrow(/needs Go\.\nInstall Go .*MINIO_ENDPOINT/);
});

test("an endpoint without credentials is refused before anything is tried, and its password not shown", () => {
  const read = () => minio.fromEnvironment({ MINIO_ENDPOINT: "http://me:secret-word@127.0.0.1:9000" });
  expect(read).toThrow("MINIO_ENDPOINT is set, but there are no credentials for it.\nSet MINIO_ACCESS_KEY");
  expect(read).not.toThrow("secret-word");
});

test("the newest PostgreSQL that can make a database is taken", async () => {
  const version = (text: string) => () => ({ output: `postgres (PostgreSQL) ${text} (Debian)` });
  const machine = fakeMachine(
    {
      "/usr/lib/postgresql/9/bin/postgres": version("9.6"),
      "/usr/lib/postgresql/9/bin/initdb": version("9.6"),
      "/usr/lib/postgresql/16/bin/postgres": version("16.4"),
      "/usr/lib/postgresql/16/bin/initdb": version("16.4"),
      "/usr/lib/postgresql/17/bin/postgres": version("17.1"),
    },
    { listFolder: async (path) => (path === "/usr/lib/postgresql" ? ["9", "16", "17"] : []) },
  );
  expect(await postgres.find(machine)).toEqual({
    path: "/usr/lib/postgresql/16/bin/postgres",
    version: "16.4",
  });
});

async function listed(path: string): Promise<readonly string[]> {
  return readdir(path).catch(() => []);
}
