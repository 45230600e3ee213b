import { spawn } from "node:child_process";
import { open } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { logTail } from "./machine/log-tail.ts";
import { processIdentity } from "./machine/process-identity.ts";
import type { Launch, Server } from "./servers/server.ts";
import { messageOf, ServiceError } from "./machine/service-error.ts";
import { killProcess } from "./record/service-process.ts";
import type { ServiceName } from "./servers/service.ts";
import { type ServiceProcess, type ServiceRecord, writeRecord } from "./servers/service-record.ts";

/** Servers get these variables of ours and no others: a stray PGDATA or MINIO_CONFIG must not change what runs. */
const inherited = ["PATH", "HOME", "TMPDIR", "TZ", "JAVA_HOME"];

/**
 * Starts the process of a server that is set up, and resolves once it answers. It outlives this process, and also the
 * wait for it when that is given up.
 */
export async function launchServer<Name extends ServiceName>(
  server: Server<Name>,
  folder: string,
  record: ServiceRecord<Name>,
  signal?: AbortSignal,
): Promise<ServiceRecord<Name>> {
  signal?.throwIfAborted();
  const log = logPath(folder);
  const started = Date.now();
  const { process: running, hasEnded } = await spawnServer(record.launch, folder);
  const current = { ...record, process: running };
  // Before it answers: if this process is interrupted now, the next one must find what it left behind.
  await writeRecord(folder, current);
  let reason = "";
  while (Date.now() < started + server.startTimeoutMs) {
    if (hasEnded()) break;
    try {
      await server.check(record.address, 2000);
      // Somebody else may answer on the port of a server that found it taken and is about to end.
      if (!hasEnded()) return current;
    } catch (error) {
      reason = messageOf(error);
    }
    signal?.throwIfAborted();
    await sleep(50);
  }
  const what = hasEnded()
    ? "ended before it answered"
    : `did not answer within ${server.startTimeoutMs / 1000} s (${reason})`;
  if (!hasEnded()) await killProcess(running);
  throw new ServiceError(`${server.title} ${what}. The end of ${log}:\n${await logTail(log)}`);
}

export function logPath(folder: string): string {
  return join(folder, "log.txt");
}

async function spawnServer(
  { program, args, env, user }: Launch,
  folder: string,
): Promise<{ readonly process: ServiceProcess; readonly hasEnded: () => boolean }> {
  await using log = await open(logPath(folder), "a", 0o600);
  const own = inherited.flatMap((name) =>
    process.env[name] === undefined ? [] : [[name, process.env[name]]],
  );
  const child = spawn(program, args, {
    cwd: folder,
    // A group of its own: Ctrl-C in the terminal is for the command and not for the servers.
    detached: true,
    stdio: ["ignore", log.fd, log.fd],
    env: { ...Object.fromEntries(own), LC_ALL: "C", ...env },
    ...user,
  });
  let hasEnded = false;
  child.once("exit", () => (hasEnded = true));
  const failure = await new Promise<Error | undefined>((done) => {
    child.once("error", done);
    child.once("spawn", () => done(undefined));
  });
  const { pid } = child;
  const identity = pid === undefined ? undefined : await processIdentity(pid);
  if (failure !== undefined || pid === undefined)
    throw new ServiceError(`Could not start ${program}: ${messageOf(failure)}.`, { cause: failure });
  child.unref();
  return {
    process: { pid, identity: identity ?? "ended", since: new Date().toISOString() },
    hasEnded: () => hasEnded,
  };
}
