import type { SystemSubject } from "../system/system-subject.ts";

/** How often what comes in by an entry is tried again, and whether a note says so. */
export interface Retries {
  readonly retriesMax: number;
  readonly isStated: boolean;
}

// What the runtime does where nothing is stated is its own affair: more tries than any test makes.
const unstated = 10;

/** The terms of the entries of a system; where they differ, those of the entry that a case begins with. */
export function retriesOf({ system }: SystemSubject, entry: number): Retries {
  const stated = system.entries.map(({ policies }) => policies?.retriesMax);
  const one = stated.length === 0 ? undefined : stated[entry % stated.length];
  const isOne = new Set(stated).size === 1;
  return { retriesMax: one ?? unstated, isStated: isOne && one !== undefined };
}
