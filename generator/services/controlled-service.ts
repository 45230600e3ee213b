import { withFileLock } from "./machine/file-lock.ts";
import { launchServer } from "./launch-server.ts";
import type { Server } from "./servers/server.ts";
import { ServiceError } from "./machine/service-error.ts";
import { freezeProcess, killProcess, signalTree, stopProcess } from "./record/service-process.ts";
import type { Service, ServiceName, ServiceOrigin } from "./servers/service.ts";
import {
  readRecord,
  type ServiceProcess,
  type ServiceRecord,
  writeRecord,
} from "./servers/service-record.ts";

/** Where a server's state is, and the lock that guards it. */
export interface ServicePlace {
  readonly folder: string;
  readonly lock: string;
}

/** A server that we started, with the means to stop and restart it. */
export function controlledService<Name extends ServiceName>(
  server: Server<Name>,
  place: ServicePlace,
  record: ServiceRecord<Name>,
  origin: ServiceOrigin,
): Service<Name> {
  let pid = record.process?.pid;

  /** Runs `action` on the newest state: another process may have restarted the server since we looked. */
  const update = (action: (current: ServiceRecord<Name>) => Promise<ServiceRecord<Name>>): Promise<void> =>
    withFileLock(
      place.lock,
      async () => {
        const current = await readRecord(place.folder, server.name);
        if (current === undefined)
          throw new ServiceError(`${server.title} was shut down for good by somebody else.`);
        const next = await action(current);
        if (next !== current) await writeRecord(place.folder, next);
        pid = next.process?.pid;
      },
      { pollMs: 20 },
    );

  const stopped = async (current: ServiceRecord<Name>): Promise<ServiceRecord<Name>> => {
    if (current.process !== undefined) await stopProcess(current.process, current.launch.stopSignal);
    return { ...current, process: undefined };
  };
  const whileRunning = (action: (target: ServiceProcess) => Promise<boolean>, what: string): Promise<void> =>
    update(async (current) => {
      if (current.process === undefined || !(await action(current.process)))
        throw new ServiceError(`${server.title} does not run, so it cannot be ${what}.`);
      return current;
    });

  return {
    name: server.name,
    address: record.address,
    origin,
    version: record.version,
    get pid() {
      return pid;
    },
    kill: () =>
      update(async (current) => {
        if (current.process !== undefined) await killProcess(current.process);
        return { ...current, process: undefined };
      }),
    stop: () => update(stopped),
    restart: () => update(async (current) => launchServer(server, place.folder, await stopped(current))),
    pause: () => whileRunning(freezeProcess, "paused"),
    resume: () => whileRunning((target) => signalTree(target, "SIGCONT"), "resumed"),
  };
}

/** A server that somebody else runs: it can be used, and nothing more. */
export function foreignService<Name extends ServiceName>(
  server: Server<Name>,
  address: Service<Name>["address"],
  version: string,
): Service<Name> {
  const refuse = async (): Promise<never> => {
    throw new ServiceError(
      `${server.title} at the address in ${server.variables[0]} is not ours to stop or start.`,
      { remedy: `Unset ${server.variables[0]}, or use privateServices() for a server of the test's own.` },
    );
  };
  return {
    name: server.name,
    address,
    origin: "environment",
    version,
    pid: undefined,
    kill: refuse,
    stop: refuse,
    restart: refuse,
    pause: refuse,
    resume: refuse,
  };
}
