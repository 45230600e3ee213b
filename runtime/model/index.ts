export type * from "./diagram-protocol.ts";
export type * from "./entries.ts";
export * from "./value-spec.ts";
export { ttlSeconds } from "./ttl-seconds.ts";
export { quote } from "./quote.ts";
export { httpStatusNames } from "./http/statuses.ts";
export * from "./redis/commands.ts";
export * from "./resource-kinds.ts";
