import { setTimeout } from "node:timers/promises";

/** Resolves after the time, or as soon as the signal is aborted; never rejects. */
export async function sleep(ms: number, signal?: AbortSignal): Promise<void> {
  // The abort is the one way in which this can reject.
  await setTimeout(ms, undefined, { signal }).catch(() => undefined);
}
