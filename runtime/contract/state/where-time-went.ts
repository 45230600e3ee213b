import type { Activity } from "./activities.ts";

/** The innermost operation of a slow one that took longer than `ms` as well: what it waits for is not its own fault. */
export function whereTimeWent(all: readonly Activity[], slow: Activity, ms: number): Activity {
  const inside = all.find(({ parent, tookMs = 0 }) => parent === slow && tookMs > ms);
  return inside === undefined ? slow : whereTimeWent(all, inside, ms);
}
