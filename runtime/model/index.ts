export type * from "./diagram-protocol.ts";
export * from "./value-spec.ts";
export { ttlSeconds } from "./ttl-seconds.ts";
export { findDurations, parseDuration } from "./language/durations.ts";
export type { PropertyName } from "./property-name.ts";
export { binds, isEverywhere, type PolicyPlace } from "./policy/policy-place.ts";
export type { PolicyDefinition } from "./policy/policy-definition.ts";
export type { PolicyKeeper, Verdict } from "./policy/policy-keeper.ts";
export type * from "./policy/policy-view.ts";
export {
  definitionOf,
  policyDefinitions,
  type PlacedPolicy,
  type Policy,
  type PolicyKind,
} from "./policies/policy.ts";
export { httpStatusNames } from "./http/statuses.ts";
export * from "./redis/commands.ts";
export * from "./resource-kinds.ts";
