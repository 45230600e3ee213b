import type { StepId } from "../../model/steps.ts";
import type { Cast } from "./subject.ts";

/** A note that says that one thing happens only after another. */
export interface OrderRule {
  /** In the note's words. */
  readonly first: string;
  readonly second: string;
  readonly text: string;
  readonly line: number;
  /** The arrows that it calls so. */
  readonly earlier: readonly StepId[];
  readonly later: readonly StepId[];
}

/** What notes say of the order of two things, where these components do both. */
export function orderRulesOf({ protocol, real }: Cast): readonly OrderRule[] {
  const isDone = (id: StepId): boolean => real.includes(protocol.steps[id]?.from ?? "");
  return protocol.policies.flatMap((policy) => {
    if (policy.kind !== "ordering") return [];
    const { first, second, text, line, named } = policy;
    const earlier = (named?.["first"] ?? []).filter(isDone);
    const later = (named?.["second"] ?? []).filter(isDone);
    return earlier.length === 0 || later.length === 0 ? [] : [{ first, second, text, line, earlier, later }];
  });
}
