export type * from "./diagram-protocol.ts";
export * from "./value-spec.ts";
export { propertyNames, type PropertyName } from "./property-name.ts";
export { ttlSeconds } from "./ttl-seconds.ts";
