import fc from "fast-check";
import { arbitraryInput, type DrawnCase } from "../system/draw-input.ts";
import type { SystemSubject } from "../system/system-subject.ts";

/** A case, and which of the drawn ones it is. */
export interface ChaosCase {
  readonly drawn: DrawnCase;
  readonly template: number;
}

/** What the world may send, the same for the same seed. */
export function drawCases(subject: SystemSubject, seed: number, count: number): readonly ChaosCase[] {
  return fc
    .sample(arbitraryInput(subject), { seed, numRuns: count })
    .map((drawn, template) => ({ drawn, template }));
}
