import { setTimeout as sleep } from "node:timers/promises";
import { isFrozen, processIdentity, processTree } from "../machine/process-identity.ts";
import type { ServiceProcess } from "../servers/service-record.ts";

/** Whether this very process still runs, and not another one that got its number. */
export async function isRunning({ pid, identity }: ServiceProcess): Promise<boolean> {
  return (await processIdentity(pid)) === identity;
}

/** Asks the process to finish; what has not done so in time is killed. */
export async function stopProcess(
  target: ServiceProcess,
  stopSignal: NodeJS.Signals,
  timeoutMs = 10_000,
): Promise<void> {
  if (!(await isRunning(target))) return;
  // A frozen process does not hear the other signal.
  await signalTree(target, "SIGCONT");
  signal(target.pid, stopSignal);
  if (!(await isGone(target, timeoutMs))) await killProcess(target);
}

/** Ends the process and everything below it at once. */
export async function killProcess(target: ServiceProcess): Promise<void> {
  await signalTree(target, "SIGKILL");
  if (!(await isGone(target, 10_000))) throw new Error(`process ${target.pid} survived SIGKILL`);
  await untilCollected(target);
}

/**
 * Waits, for a moment at most, until the parent of a dead process has collected it: PostgreSQL takes one that is still
 * listed for a live one, and does not start on its data.
 */
export async function untilCollected({ pid }: ServiceProcess, timeoutMs = 3000): Promise<void> {
  const end = Date.now() + timeoutMs;
  while (Date.now() < end && signal(pid, 0) && (await processIdentity(pid)) === undefined) await sleep(20);
}

/** Signals the process and everything below it, if it is still the one we started. */
export async function signalTree(target: ServiceProcess, name: NodeJS.Signals): Promise<boolean> {
  if (!(await isRunning(target))) return false;
  for (const pid of await processTree(target.pid)) signal(pid, name);
  return true;
}

/** Stops the process and everything below it where they are, and resolves once nothing of it runs any more. */
export async function freezeProcess(target: ServiceProcess, timeoutMs = 10_000): Promise<boolean> {
  const end = Date.now() + timeoutMs;
  let before: readonly number[] | undefined;
  // Again until all is still, twice in a row and with the same members: a process that was stopped only after the list
  // was made may have made another one between the two.
  while (await signalTree(target, "SIGSTOP")) {
    const tree = await processTree(target.pid);
    const still = (await Promise.all(tree.map(isFrozen))).every(Boolean);
    if (still && before !== undefined && sameMembers(before, tree)) return true;
    before = still ? tree : undefined;
    if (Date.now() > end) throw new Error(`process ${target.pid} goes on after SIGSTOP`);
    await sleep(1);
  }
  return false;
}

function sameMembers(one: readonly number[], other: readonly number[]): boolean {
  return one.length === other.length && one.every((pid) => other.includes(pid));
}

async function isGone(target: ServiceProcess, timeoutMs: number): Promise<boolean> {
  const end = Date.now() + timeoutMs;
  while (await isRunning(target)) {
    if (Date.now() > end) return false;
    await sleep(20);
  }
  return true;
}

/** Whether there was a process to signal; 0 only asks. */
function signal(pid: number, name: NodeJS.Signals | 0): boolean {
  try {
    return process.kill(pid, name);
  } catch (error) {
    const code = error instanceof Error && "code" in error ? error.code : undefined;
    // It ended by itself in the meantime, which is as good; or its number belongs to somebody else by now.
    if (code === "ESRCH" || (name === 0 && code === "EPERM")) return false;
    throw error;
  }
}
