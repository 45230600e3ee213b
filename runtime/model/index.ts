export type * from "./diagram-protocol.ts";
export * from "./value-spec.ts";
export { ttlSeconds } from "./ttl-seconds.ts";
export { quote } from "./quote.ts";
