export { binds, isEverywhere, type PolicyPlace } from "../policy/policy-place.ts";
export { joinPolicies, type EntryPolicies, type PollingPolicy } from "../policy/entry-policies.ts";
export type { PlaceKind, PolicyDefinition } from "../policy/policy-definition.ts";
export type { PolicyKeeper, Verdict } from "../policy/policy-keeper.ts";
export type * from "../policy/policy-view.ts";
export {
  definitionOf,
  type NamedSteps,
  policyDefinitions,
  type PlacedPolicy,
  type Policy,
  type PolicyKind,
} from "./policy.ts";
