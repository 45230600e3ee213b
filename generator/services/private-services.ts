import { chmod, mkdir, mkdtemp, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { removeAbandonedServices, shutDown } from "./abandoned-services.ts";
import { thisMachine } from "./machine/machine.ts";
import { processIdentity } from "./machine/process-identity.ts";
import { openRunFolder } from "./record/run-folder.ts";
import { type ServiceName, serviceNames, type Services } from "./servers/service.ts";
import { startAll, type StartServicesOptions } from "./start-services.ts";

/**
 * Servers for one caller alone, which may kill them without hurting anybody else. The environment is not asked.
 * Disposal stops them and removes their data; what a killed test leaves behind, the next call or `services down` does.
 */
export async function privateServices<Name extends ServiceName = ServiceName>(
  options: StartServicesOptions<Name> = {},
): Promise<Services<Name>> {
  const runFolder = await openRunFolder(options.root);
  await removeAbandonedServices(runFolder);
  const parent = join(runFolder, "private");
  await mkdir(parent, { recursive: true, mode: 0o711 });
  const root = await mkdtemp(join(parent, "p-"));
  await chmod(root, 0o711);
  const owner = { pid: process.pid, identity: await processIdentity(process.pid) };
  await writeFile(join(root, "owner.json"), JSON.stringify(owner), { mode: 0o600 });
  const machine = options.machine ?? thisMachine(options.log ?? (() => undefined));
  const names = options.only ?? (serviceNames as readonly string[] as readonly Name[]);
  try {
    const services = await startAll(names, root, machine, true);
    return { ...services, [Symbol.asyncDispose]: () => shutDown(root) };
  } catch (error) {
    await shutDown(root);
    throw error;
  }
}
