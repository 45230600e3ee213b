import { withFileLock } from "./machine/file-lock.ts";
import type { Server } from "./servers/server.ts";
import { isRunning, stopProcess } from "./record/service-process.ts";
import { readProcess, readRecord, removeFolder, type ServiceProcess } from "./servers/service-record.ts";
import { placeOf } from "./start-service.ts";

/** Resolves to the process that ran, if one did. Another process that got its number since is left alone. */
export async function stopService(server: Server, root: string): Promise<ServiceProcess | undefined> {
  const { folder, lock } = placeOf(root, server.name);
  return withFileLock(lock, async () => {
    const known = await readProcess(folder);
    const wasRunning = known !== undefined && (await isRunning(known));
    const record = await readRecord(folder, server.name);
    if (known !== undefined) await stopProcess(known, record?.launch.stopSignal ?? "SIGTERM");
    await removeFolder(folder);
    return wasRunning ? known : undefined;
  });
}
