export type * from "./diagram-protocol.ts";
export type * from "./guards.ts";
export * from "./steps.ts";
export * from "./types.ts";
export * from "./values.ts";
export { ttlSeconds } from "./ttl-seconds.ts";
