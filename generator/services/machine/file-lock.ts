import { randomUUID } from "node:crypto";
import { link, mkdir, readFile, unlink, writeFile } from "node:fs/promises";
import { dirname } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { processIdentity } from "./process-identity.ts";

export interface LockOptions {
  /** Called once when somebody else holds the lock. */
  readonly onWait?: (holder: number) => void;
  readonly pollMs?: number;
  /** Ends the wait; work that has begun has to look after itself. */
  readonly signal?: AbortSignal | undefined;
}

/** Runs `work` while no other process, nor another caller in this one, holds the lock of this name. */
export async function withFileLock<T>(
  path: string,
  work: () => Promise<T>,
  { onWait, pollMs = 100, signal }: LockOptions = {},
): Promise<T> {
  await mkdir(dirname(path), { recursive: true });
  const id = randomUUID();
  const own = `${path}.${id}`;
  const identity = await processIdentity(process.pid);
  await writeFile(own, JSON.stringify({ id, pid: process.pid, identity }), { mode: 0o600 });
  try {
    let hasWaited = false;
    // A link appears with its content, so nobody ever reads a lock that does not say whose it is.
    while (!(await isDone(link(own, path), "EEXIST"))) {
      const holder = await readHolder(path);
      if (holder === undefined) continue;
      if (await isGone(holder)) {
        if (await breakLock(path, holder, own)) continue;
      } else {
        if (!hasWaited) onWait?.(holder.pid);
        hasWaited = true;
      }
      signal?.throwIfAborted();
      await sleep(pollMs);
    }
  } finally {
    await unlink(own);
  }
  try {
    return await work();
  } finally {
    await isDone(unlink(path), "ENOENT");
  }
}

interface Holder {
  readonly id: string;
  readonly pid: number;
  readonly identity: string | undefined;
}

async function readHolder(path: string): Promise<Holder | undefined> {
  try {
    return JSON.parse(await readFile(path, "utf8")) as Holder;
  } catch (error) {
    if (hasCode(error, "ENOENT")) return undefined;
    throw error;
  }
}

async function isGone({ pid, identity }: Holder): Promise<boolean> {
  return (await processIdentity(pid)) !== identity;
}

/**
 * Takes away the lock of a process that is gone, unless another process is just about it. Whoever does has to say so
 * first: it could take away the lock of the next holder otherwise.
 */
async function breakLock(path: string, gone: Holder, own: string): Promise<boolean> {
  const claim = `${path}.broken-${gone.id}`;
  if (!(await isDone(link(own, claim), "EEXIST"))) {
    const claimant = await readHolder(claim);
    return claimant !== undefined && (await isGone(claimant)) && breakLock(claim, claimant, own);
  }
  try {
    if ((await readHolder(path))?.id === gone.id) await unlink(path);
    return true;
  } finally {
    await unlink(claim);
  }
}

async function isDone(action: Promise<unknown>, expectedCode: string): Promise<boolean> {
  try {
    await action;
    return true;
  } catch (error) {
    if (hasCode(error, expectedCode)) return false;
    throw error;
  }
}

function hasCode(error: unknown, code: string): boolean {
  return error instanceof Error && "code" in error && error.code === code;
}
