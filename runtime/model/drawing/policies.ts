import type { PlacedPolicy, Policy } from "../policies/policy.ts";
import type { PolicyPlace } from "../policy/policy-place.ts";

/** The promises of notes that stand at the same place. */
export function promises(
  at: PolicyPlace,
  ...policies: readonly (Policy & Pick<PlacedPolicy, "text" | "keepers" | "named">)[]
): readonly PlacedPolicy[] {
  return policies.map((policy) => ({ ...policy, at }));
}
