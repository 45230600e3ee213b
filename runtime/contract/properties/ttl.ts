import type { Property } from "../check/property.ts";
import { promiseOfTtl, ttlOnServers } from "../on-servers/ttl.ts";

/** What is kept for a time is gone after it, which a server alone knows. */
export const ttl: Property = {
  name: "ttl",
  title: "time to live",
  promise: () => undefined,
  promiseOnServers: promiseOfTtl,
  proof: { system: ttlOnServers },
};
