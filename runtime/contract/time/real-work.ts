import { setImmediate, setTimeout } from "node:timers";

// Taken here, before anybody's clock is replaced.
const nextTurn = setImmediate;
const later = setTimeout;

/** Lets Node go once through everything that waits for its turn now. */
export function turn(): Promise<void> {
  return new Promise((resolve) => void nextTurn(resolve));
}

export function pause(ms: number): Promise<void> {
  return new Promise((resolve) => void later(resolve, ms));
}

/** Whether callbacks of `setImmediate` wait for their turn. */
export function immediatesWait(): boolean {
  return process.getActiveResourcesInfo().includes("Immediate");
}

// What is asked of the system and gets its answer; a socket that is merely open is none.
const requests = /Req|Connect|Write|Timeout/;

/**
 * Tells whether Node is busy with a file, a connection, a name to look up or a real timer, with which it was not busy
 * when this was called. It does not see hashing and compression: those show in nothing that Node tells.
 */
export function watchRealWork(): () => boolean {
  const before = counted();
  return () => [...counted()].some(([kind, count]) => count > (before.get(kind) ?? 0));
}

function counted(): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const kind of process.getActiveResourcesInfo())
    if (requests.test(kind)) counts.set(kind, (counts.get(kind) ?? 0) + 1);
  return counts;
}
