import { randomBytes } from "node:crypto";
import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { controlledService, foreignService, type ServicePlace } from "./controlled-service.ts";
import { withFileLock } from "./machine/file-lock.ts";
import { freePorts, isFreePort } from "./machine/free-ports.ts";
import { launchServer } from "./launch-server.ts";
import type { Machine } from "./machine/machine.ts";
import type { Program, Server } from "./servers/server.ts";
import { messageOf, ServiceError } from "./machine/service-error.ts";
import { isRunning, killProcess, signalTree, stopProcess, untilCollected } from "./record/service-process.ts";
import { readProcess, readRecord, removeFolder, type ServiceRecord } from "./servers/service-record.ts";
import type { Service, ServiceName } from "./servers/service.ts";

export interface StartOptions {
  readonly root: string;
  readonly machine: Machine;
  /** Always a new server, whatever the environment says. */
  readonly isPrivate?: boolean;
}

export interface StartedService<Name extends ServiceName = ServiceName> {
  readonly service: Service<Name>;
  /** Whether it was started just now, and so is the caller's to stop. */
  readonly isNew: boolean;
}

/** A server that answers: the one in the environment, ours from before, one found here, or one installed; in this order. */
export async function startService<Name extends ServiceName>(
  server: Server<Name>,
  { root, machine, isPrivate = false }: StartOptions,
): Promise<StartedService<Name>> {
  if (!isPrivate) {
    const service = await fromEnvironment(server, machine);
    if (service !== undefined) return { service, isNew: false };
  }
  const place = placeOf(root, server.name);
  return withFileLock(
    place.lock,
    async () => {
      const running = await revive(server, place, machine);
      if (running !== undefined) return running;
      const found = await server.find(machine);
      const program = found ?? (await server.install(machine));
      const origin = found === undefined ? "installed" : "found";
      const record = await startAnew(server, place, program, origin, machine);
      return { service: controlledService(server, place, record, origin), isNew: true };
    },
    {
      onWait: (holder) => machine.log(`${server.title}: waiting for process ${holder}, which starts it …`),
      signal: machine.signal,
    },
  );
}

export function placeOf(root: string, name: ServiceName): ServicePlace {
  return { folder: join(root, name), lock: join(root, `${name}.lock`) };
}

async function fromEnvironment<Name extends ServiceName>(
  server: Server<Name>,
  machine: Machine,
): Promise<Service<Name> | undefined> {
  const address = server.fromEnvironment(machine.env);
  if (address === undefined) return undefined;
  try {
    return foreignService(server, address, await server.check(address, 5000));
  } catch (error) {
    const variable = server.variables[0];
    throw new ServiceError(
      `${server.title} at the address in ${variable} does not answer: ${messageOf(error).replace(/\.$/, "")}.`,
      {
        remedy: `Start that server, or unset ${variable} to have one started here.`,
        cause: error,
      },
    );
  }
}

/** The server that was started before: as it is, woken up, or started again on its old data. */
async function revive<Name extends ServiceName>(
  server: Server<Name>,
  place: ServicePlace,
  machine: Machine,
): Promise<StartedService<Name> | undefined> {
  const record = await readRecord(place.folder, server.name);
  if (record === undefined) {
    // Of another version of this program: what it started must not run on when its folder is taken.
    const process = await readProcess(place.folder);
    if (process !== undefined) await stopProcess(process, "SIGTERM");
    return undefined;
  }
  const { process: known } = record;
  if (known !== undefined && (await isRunning(known))) {
    // A test that was cut short may have left it paused.
    await signalTree(known, "SIGCONT");
    if (await answers(server, record)) {
      return { service: controlledService(server, place, record, "running"), isNew: false };
    }
    machine.log(`${server.title}: process ${known.pid} runs but does not answer; starting it again …`);
    await killProcess(known);
  }
  if (known !== undefined) await untilCollected(known);
  const inTheWay = await obstacle(record, machine);
  if (inTheWay !== undefined) {
    machine.log(`${server.title}: ${inTheWay}; starting anew, without its old data …`);
    return undefined;
  }
  try {
    machine.log(`${server.title}: starting it again on its data …`);
    const revived = await launchServer(server, place.folder, record, machine.signal);
    return { service: controlledService(server, place, revived, record.origin), isNew: true };
  } catch (error) {
    machine.signal?.throwIfAborted();
    machine.log(`${server.title}: starting anew, because its old data are of no use: ${messageOf(error)}`);
    return undefined;
  }
}

/** Why a server cannot be started again where it was. */
async function obstacle({ ports, launch }: ServiceRecord, machine: Machine): Promise<string | undefined> {
  for (const port of ports) if (!(await isFreePort(port))) return `somebody else listens on its port ${port}`;
  const program = await machine.findProgram([launch.program]);
  return program === undefined ? `${launch.program} is gone` : undefined;
}

async function answers<Name extends ServiceName>(
  server: Server<Name>,
  { address }: ServiceRecord<Name>,
): Promise<boolean> {
  for (let attempt = 0; attempt < 3; attempt += 1) {
    try {
      await server.check(address, 3000);
      return true;
    } catch {
      // Asked again: the machine may just be busy.
    }
  }
  return false;
}

async function startAnew<Name extends ServiceName>(
  server: Server<Name>,
  { folder }: ServicePlace,
  program: Program,
  origin: "found" | "installed",
  machine: Machine,
): Promise<ServiceRecord<Name>> {
  machine.log(`${server.title} ${program.version}: starting ${program.path} …`);
  for (let attempt = 1; ; attempt += 1) {
    await removeFolder(folder);
    await mkdir(folder, { recursive: true, mode: 0o711 });
    const ports = await freePorts(server.portCount);
    const password = randomBytes(18).toString("hex");
    const { launch, address } = await server.prepare({ program, folder, ports, password, machine });
    const { name } = server;
    const record = { name, address, origin, version: program.version, ports, launch, process: undefined };
    try {
      return await launchServer(server, folder, record, machine.signal);
    } catch (error) {
      // Between our choice of a port and the server's use of it, somebody else may have taken it.
      const wasTaken = /address (?:is )?already in use|failed to bind/i.test(messageOf(error));
      if (!wasTaken || attempt === 3) throw error;
      machine.log(`${server.title}: port ${ports.join(" or ")} was taken; trying another …`);
    }
  }
}
