import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { processIdentity } from "./process-identity.ts";
import { serverNamed } from "./servers.ts";
import { removeFolder } from "./service-record.ts";
import { serviceNames } from "./service.ts";
import { stopService } from "./stop-service.ts";

/** Stops the private servers of processes that are gone. */
export async function removeAbandonedServices(runFolder: string): Promise<void> {
  const parent = join(runFolder, "private");
  const names = await readdir(parent).catch(() => []);
  await Promise.all(
    names.map(async (name) => {
      const root = join(parent, name);
      if (await isAbandoned(root)) await shutDown(root);
    }),
  );
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
