import { rmdir } from "node:fs/promises";
import { join } from "node:path";
import { removeAbandonedServices } from "./abandoned-services.ts";
import { openRunFolder } from "./record/run-folder.ts";
import { serverNamed } from "./servers/servers.ts";
import type { ServiceProcess } from "./servers/service-record.ts";
import { type ServiceName, serviceNames } from "./servers/service.ts";
import { stopService } from "./stop-service.ts";

export interface StopServicesOptions {
  readonly only?: readonly ServiceName[];
  readonly root?: string;
}

/** A server that was stopped, with the process that it was. */
export interface StoppedService {
  readonly name: ServiceName;
  readonly title: string;
  readonly process: ServiceProcess;
}

/** Stops the servers that `startServices` started, whoever called it, and removes their data. */
export async function stopServices(options: StopServicesOptions = {}): Promise<readonly StoppedService[]> {
  const root = await openRunFolder(options.root);
  const stopped = await Promise.all(
    (options.only ?? serviceNames).map(async (name) => {
      const server = serverNamed(name);
      const process = await stopService(server, root);
      return process === undefined ? [] : [{ name, title: server.title, process }];
    }),
  );
  await removeAbandonedServices(root);
  // Leaves no trace of a project whose servers are all down; a folder that the caller named is the caller's.
  for (const folder of [join(root, "private"), ...(options.root === undefined ? [root] : [])])
    await rmdir(folder).catch(ignoreUnlessUnexpected);
  return stopped.flat();
}

function ignoreUnlessUnexpected(error: unknown): void {
  const code = error instanceof Error && "code" in error ? error.code : undefined;
  if (code !== "ENOTEMPTY" && code !== "EEXIST" && code !== "ENOENT") throw error;
}
