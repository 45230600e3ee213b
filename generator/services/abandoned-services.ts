import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { withFileLock } from "./machine/file-lock.ts";
import { processIdentity } from "./machine/process-identity.ts";
import { serverNamed } from "./servers/servers.ts";
import { removeFolder } from "./servers/service-record.ts";
import { serviceNames } from "./servers/service.ts";
import { stopService } from "./stop-service.ts";

/** Stops the private servers of processes that are gone. */
export async function removeAbandonedServices(runFolder: string): Promise<void> {
  if ((await abandoned(runFolder)).length === 0) return;
  // One process at a time: the locks of the single servers lie in the folders that are removed.
  await withFileLock(join(runFolder, "private.lock"), async () => {
    await Promise.all((await abandoned(runFolder)).map(shutDown));
  });
}

async function abandoned(runFolder: string): Promise<readonly string[]> {
  const parent = join(runFolder, "private");
  const names = await readdir(parent).catch(() => []);
  const roots = names.map((name) => join(parent, name));
  const states = await Promise.all(roots.map(isAbandoned));
  return roots.filter((_, index) => states[index]);
}

async function isAbandoned(root: string): Promise<boolean> {
  try {
    const owner = JSON.parse(await readFile(join(root, "owner.json"), "utf8")) as Owner;
    return (await processIdentity(owner.pid)) !== owner.identity;
  } catch {
    // Somebody is just making it, or just removing it.
    return false;
  }
}

interface Owner {
  readonly pid: number;
  readonly identity: string | undefined;
}

/** Stops every server below this folder, and removes it. */
export async function shutDown(root: string): Promise<void> {
  await Promise.all(serviceNames.map((name) => stopService(serverNamed(name), root)));
  await removeFolder(root);
}
