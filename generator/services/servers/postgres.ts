import { chown, mkdir, rm, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import type { Client, ClientConfig } from "pg";
import { givenUrl } from "./given-address.ts";
import { lastLines } from "../machine/log-tail.ts";
import type { Machine } from "../machine/machine.ts";
import { installPackage } from "../machine/package-manager.ts";
import type { Launch, Program, Server } from "./server.ts";
import { ServiceError } from "../machine/service-error.ts";
import { ifInstalled } from "../machine/if-installed.ts";
import { postgresPing } from "./postgres-ping.ts";

const role = "seqwright";
const addresses = {
  protocols: ["postgres:", "postgresql:"],
  example: "postgres://user:password@127.0.0.1:5432/database",
};
const remedy =
  "Install it (Debian, Ubuntu: apt-get install postgresql; macOS: brew install postgresql@17), or set DATABASE_URL to a server that runs.";

export const postgres: Server<"postgres"> = {
  name: "postgres",
  title: "PostgreSQL",
  portCount: 1,
  startTimeoutMs: 30_000,
  variables: ["DATABASE_URL"],
  fromEnvironment: ({ DATABASE_URL: url }) =>
    url ? { url: givenUrl("DATABASE_URL", url, addresses) } : undefined,
  toEnvironment: ({ url }) => ({ DATABASE_URL: url }),
  find: findPostgres,

  async install(machine) {
    const packages = { title: "PostgreSQL", apt: ["postgresql"], brew: "postgresql@17", remedy };
    await installPackage(packages, machine);
    const program = await findPostgres(machine);
    if (program === undefined)
      throw new ServiceError(
        "PostgreSQL was installed, but its initdb and postgres are nowhere to be found.",
        {
          remedy,
        },
      );
    return program;
  },

  async prepare({ program, folder, ports: [port], password, machine }) {
    const user = await unprivilegedUser(machine);
    const data = join(folder, "data");
    const passwordFile = join(folder, "password");
    await mkdir(data, { mode: 0o700 });
    await writeFile(passwordFile, password, { mode: 0o600 });
    if (user !== undefined) {
      for (const path of [data, passwordFile]) await chown(path, user.uid, user.gid);
    }
    const initdb = join(dirname(program.path), "initdb");
    const { exitCode, output } = await machine.run(
      initdb,
      ["-D", data, "-U", role, "-A", "scram-sha-256", `--pwfile=${passwordFile}`]
        // A crash while the empty database is made costs nothing, so that part need not wait for the disk.
        .concat(["-E", "UTF8", "--locale=C", "--no-sync"]),
      { cwd: folder, ...(user === undefined ? {} : { user }) },
    );
    await rm(passwordFile, { force: true });
    if (exitCode !== 0)
      throw new ServiceError(
        `${initdb} could not make a database:\n${lastLines(output)}`,
        user && { remedy: `It runs as user ${user.uid}, who must be able to enter ${folder}.` },
      );
    // No socket file: its path may be too long, and the port is all that clients use.
    const settings = ["listen_addresses=127.0.0.1", `port=${port}`, "unix_socket_directories="];
    return {
      launch: {
        program: program.path,
        args: ["-D", data, ...settings.flatMap((setting) => ["-c", setting])],
        env: {},
        ...(user === undefined ? {} : { user }),
        stopSignal: "SIGINT",
      },
      address: { url: `postgres://${role}:${password}@127.0.0.1:${port}/postgres` },
    };
  },

  async check({ url }, timeoutMs) {
    const pg = await ifInstalled(() => import("pg"));
    if (pg !== undefined) return serverVersion(new pg.default.Client(clientOptions(url, timeoutMs)));
    await postgresPing(url, timeoutMs);
    return "";
  },
};

function clientOptions(url: string, timeoutMs: number): ClientConfig {
  return { connectionString: url, connectionTimeoutMillis: timeoutMs, query_timeout: timeoutMs };
}

async function serverVersion(client: Client): Promise<string> {
  // A server that goes away between the answer and the farewell is not news here.
  client.on("error", () => undefined);
  try {
    await client.connect();
    const { rows } = await client.query<{ version: string }>(
      "SELECT current_setting('server_version') AS version",
    );
    return rows[0]?.version.split(" ")[0] ?? "";
  } finally {
    await client.end().catch(() => undefined);
  }
}

/** The newest one whose initdb stands beside it; a client alone has neither. */
async function findPostgres(machine: Machine): Promise<Program | undefined> {
  const versioned = async (folder: string, bin: string): Promise<readonly string[]> =>
    (await machine.listFolder(folder))
      .filter((name) => /\d/.test(name))
      .sort((a, b) => versionIn(b) - versionIn(a))
      .map((name) => join(folder, name, bin, "postgres"));
  const candidates = [
    "postgres",
    ...(await versioned("/usr/lib/postgresql", "bin")),
    ...(await versioned("/opt/homebrew/opt", "bin")).filter((path) => path.includes("postgresql")),
    ...(await versioned("/usr/local/opt", "bin")).filter((path) => path.includes("postgresql")),
  ];
  for (const candidate of candidates) {
    const path = await machine.findProgram([candidate]);
    if (path === undefined || (await machine.findProgram([join(dirname(path), "initdb")])) === undefined)
      continue;
    const { output } = await machine.run(path, ["--version"]);
    return { path, version: /\d+(?:\.\d+)*/.exec(output)?.[0] ?? "" };
  }
  return undefined;
}

function versionIn(name: string): number {
  return Number(/\d+/.exec(name)?.[0] ?? 0);
}

/** PostgreSQL refuses to run as root. */
async function unprivilegedUser(machine: Machine): Promise<Launch["user"]> {
  if (machine.uid !== 0) return undefined;
  for (const name of ["postgres", "nobody"]) {
    const [uid, gid] = await Promise.all([machine.run("id", ["-u", name]), machine.run("id", ["-g", name])]);
    if (uid.exitCode === 0 && gid.exitCode === 0) return { uid: Number(uid.output), gid: Number(gid.output) };
  }
  throw new ServiceError(
    "PostgreSQL refuses to run as root, and there is no user postgres or nobody to run it as.",
    {
      remedy: "Run this as another user, or set DATABASE_URL to a server that runs.",
    },
  );
}
