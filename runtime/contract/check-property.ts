import fc from "fast-check";
import type { Verdict } from "./report/verdict.ts";
import type { Settings } from "./settings.ts";

/** A case in which the property does not hold, as small as shrinking made it. */
export interface Counterexample {
  readonly judged: Verdict;
  readonly path: string | undefined;
}

/** Shrinking stops there: the smallest case so far says more than a test that timed out. */
const shrinksMax = 400;

/**
 * Draws cases until one fails, and shrinks that. Stubs that are met on the way end up in `onUnfilled`: they are no
 * failure, and there is nothing to shrink.
 */
export async function checkProperty<Case>(
  cases: fc.Arbitrary<Case>,
  judge: (one: Case) => Promise<Verdict>,
  settings: Settings,
  onUnfilled: (judged: Verdict) => void,
): Promise<Counterexample | undefined> {
  let shrinksLeft = shrinksMax;
  // fast-check goes on from the latest failure, so in the end this is the smallest one.
  let smallest: Verdict | undefined;
  const property = fc.asyncProperty(cases, async (one) => {
    if (smallest !== undefined) shrinksLeft -= 1;
    if (shrinksLeft < 0) return true;
    const judged = await judge(one);
    if (judged.unfilled.length > 0) onUnfilled(judged);
    if (judged.violation === undefined) return true;
    if (judged.slow === true) shrinksLeft = 0;
    smallest = judged;
    return false;
  });
  const details = await fc.check(property, {
    seed: settings.seed,
    numRuns: settings.runs,
    ...(settings.path === undefined ? {} : { path: settings.path, endOnFailure: true }),
  });
  if (details.errorInstance !== undefined && details.errorInstance !== null && smallest === undefined) {
    throw new Error("the contract kit itself failed", { cause: details.errorInstance });
  }
  return smallest && { judged: smallest, path: details.counterexamplePath ?? undefined };
}
