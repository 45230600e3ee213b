import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { givenUrl } from "./given-address.ts";
import { installPackage } from "../machine/package-manager.ts";
import type { Machine } from "../machine/machine.ts";
import type { Program, Server } from "./server.ts";
import { ServiceError } from "../machine/service-error.ts";
import { redisPing } from "./redis-ping.ts";

const addresses = { protocols: ["redis:", "rediss:"], example: "redis://:password@127.0.0.1:6379" };
const remedy =
  "Install it (Debian, Ubuntu: apt-get install redis-server; macOS: brew install redis), or set REDIS_URL to a server that runs.";

export const redis: Server<"redis"> = {
  name: "redis",
  title: "Redis",
  portCount: 1,
  startTimeoutMs: 15_000,
  variables: ["REDIS_URL"],
  fromEnvironment: ({ REDIS_URL: url }) => (url ? { url: givenUrl("REDIS_URL", url, addresses) } : undefined),
  toEnvironment: ({ url }) => ({ REDIS_URL: url }),
  find: findRedis,

  async install(machine) {
    await installPackage({ title: "Redis", apt: ["redis-server"], brew: "redis", remedy }, machine);
    const program = await findRedis(machine);
    if (program === undefined)
      throw new ServiceError("Redis was installed, but there is no redis-server in PATH.", { remedy });
    return program;
  },

  async prepare({ program, folder, ports: [port], password }) {
    const settings = join(folder, "redis.conf");
    // Nothing is kept over a restart: systems that take Redis for more than a cache should fail their tests.
    // In a file and not among the arguments, because those can be read by every user of the machine.
    const lines = ["bind 127.0.0.1", `port ${port}`, `requirepass ${password}`, 'save ""', "appendonly no"];
    await writeFile(settings, `${lines.join("\n")}\n`, { mode: 0o600 });
    return {
      launch: { program: program.path, args: [settings], env: {}, stopSignal: "SIGTERM" },
      address: { url: `redis://:${password}@127.0.0.1:${port}` },
    };
  },

  check: ({ url }, timeoutMs) => redisPing(url, timeoutMs),
};

async function findRedis(machine: Machine): Promise<Program | undefined> {
  const path = await machine.findProgram([
    "redis-server",
    "/opt/homebrew/bin/redis-server",
    "/usr/bin/redis-server",
  ]);
  if (path === undefined) return undefined;
  const { output } = await machine.run(path, ["--version"]);
  return { path, version: /\bv=(\S+)/.exec(output)?.[1] ?? "" };
}
