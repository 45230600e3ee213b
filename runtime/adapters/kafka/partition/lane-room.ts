import { within } from "../../../time/within.ts";

/** Says when a partition may be fetched again: how full its buffer is, and how fast it drains. */
export interface LaneRoom {
  /**
   * Resolves when the buffer has drained far enough for more: to `false` as soon as it shows that this would take
   * longer than `patienceMs`. Room then comes when half of the buffer is done.
   */
  wait(patienceMs: number): Promise<boolean>;
  /** Whether there is room by now. */
  isThere(): boolean;
  /** Fetching goes on: whoever waits for room has it. */
  make(): void;
}

// Fetching goes on below: enough work for the time that a fetch takes, without holding more than a batch.
const refillBelow = 1000;
// How fast a buffer drains is seen after this time.
const sampleMs = 50;

export function laneRoom(buffered: () => number): LaneRoom {
  let refillAt = refillBelow;
  let waiters: (() => void)[] = [];

  const drained = (timeoutMs: number): Promise<void> =>
    within(timeoutMs, new Promise<void>((resolve) => void waiters.push(resolve)));

  return {
    async wait(patienceMs) {
      const startedAt = performance.now();
      const atFirst = buffered();
      while (buffered() > refillBelow) {
        const before = buffered();
        await drained(sampleMs);
        const perMs = (before - buffered()) / sampleMs;
        const endsAt = performance.now() + (buffered() - refillBelow) / perMs;
        if (!(endsAt - startedAt <= patienceMs)) {
          refillAt = Math.max(refillBelow, atFirst / 2);
          return false;
        }
      }
      return true;
    },
    isThere: () => buffered() <= refillAt,
    make() {
      refillAt = refillBelow;
      if (waiters.length === 0) return;
      const resolved = waiters;
      waiters = [];
      for (const resolve of resolved) resolve();
    },
  };
}
