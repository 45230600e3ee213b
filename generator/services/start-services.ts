import { mkdir } from "node:fs/promises";
import { type Machine, thisMachine } from "./machine/machine.ts";
import { openRunFolder } from "./record/run-folder.ts";
import { serverNamed } from "./servers/servers.ts";
import { type ServiceName, serviceNames, type Services } from "./servers/service.ts";
import { messageOf, ServiceError } from "./machine/service-error.ts";
import { startService } from "./start-service.ts";
import { stopService } from "./stop-service.ts";

export interface StartServicesOptions<Name extends ServiceName = ServiceName> {
  /** Which servers; all of them unless told. */
  readonly only?: readonly Name[];
  /** Gets a line whenever something that takes time begins. Silent unless given. */
  readonly log?: (line: string) => void;
  /** Where data, logs and state are kept; a folder per project in the temporary folder unless told. */
  readonly root?: string;
  /** Give up when it is aborted, and reject with its reason. What has been started by then stays for the next call. */
  readonly signal?: AbortSignal;
  /** The computer to look at; for tests of this module. */
  readonly machine?: Machine;
}

/**
 * Resolves to servers that answer, starting those that do not run yet. They outlive this process and are found again
 * by the next call; disposal stops the ones that this call started.
 */
export async function startServices<Name extends ServiceName = ServiceName>(
  options: StartServicesOptions<Name> = {},
): Promise<Services<Name>> {
  const root = await openRunFolder(options.root);
  const machine = options.machine ?? thisMachine(options.log ?? (() => undefined), options.signal);
  return startAll(
    options.only ?? (serviceNames as readonly string[] as readonly Name[]),
    root,
    machine,
    false,
  );
}

/** Starts the servers side by side. If one fails the others stay, so that the next attempt is quicker. */
export async function startAll<Name extends ServiceName>(
  names: readonly Name[],
  root: string,
  machine: Machine,
  isPrivate: boolean,
): Promise<Services<Name>> {
  await mkdir(root, { recursive: true, mode: 0o711 });
  const wanted = [...new Set(names)];
  const results = await Promise.allSettled(
    wanted.map((name) => startService(serverNamed(name), { root, machine, isPrivate })),
  );
  machine.signal?.throwIfAborted();
  const failures = results.flatMap((result) =>
    result.status === "rejected" ? [result.reason as unknown] : [],
  );
  const started = results.flatMap((result) => (result.status === "fulfilled" ? [result.value] : []));
  if (failures.length > 0) {
    const [first] = failures;
    if (failures.length === 1 && first instanceof ServiceError) throw first;
    throw new ServiceError(failures.map(messageOf).join("\n\n"), { cause: first });
  }
  const dispose = async (): Promise<void> => {
    const own = started.filter(({ isNew }) => isNew);
    await Promise.all(own.map(({ service }) => stopService(serverNamed(service.name), root)));
  };
  const byName = Object.fromEntries(started.map(({ service }) => [service.name, service]));
  return { ...byName, [Symbol.asyncDispose]: dispose } as unknown as Services<Name>;
}
