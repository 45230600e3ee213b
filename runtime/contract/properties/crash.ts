import type { Property } from "../check/property.ts";
import { crashOnServers, promiseOfCrash } from "../on-servers/crash.ts";

/** What an event has begun outlives the process that began it, which only real processes can show. */
export const crash: Property = {
  name: "crash",
  title: "crash",
  promise: () => undefined,
  promiseOnServers: promiseOfCrash,
  proof: { system: crashOnServers },
};
