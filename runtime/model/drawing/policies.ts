import type { StepId } from "../steps.ts";

/** A promise without its line. */
export interface DrawnPolicy {
  readonly kind: string;
  readonly text: string;
  readonly [detail: string]: unknown;
}

/** Where a note stands. */
interface Place {
  readonly participants?: readonly string[];
  readonly step?: StepId;
}

/** The promises of notes that stand at the same place. */
export function promises(place: Place, ...policies: readonly DrawnPolicy[]): readonly DrawnPolicy[] {
  return policies.map((policy) => ({ ...policy, ...place }));
}
