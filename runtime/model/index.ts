export type * from "./diagram-protocol.ts";
export type * from "./entries.ts";
export * from "./value-spec.ts";
export { ttlSeconds } from "./ttl-seconds.ts";
