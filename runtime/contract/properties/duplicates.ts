import type { Property } from "../check/property.ts";
import { duplicatesOnServers, promiseOfDuplicates } from "../on-servers/duplicates.ts";

/** An event that comes again changes nothing. Who remembers events is the running system, so that it is proved there. */
export const duplicates: Property = {
  name: "duplicates",
  title: "duplicates",
  promise: () => undefined,
  promiseOnServers: promiseOfDuplicates,
  proof: { system: duplicatesOnServers },
};
