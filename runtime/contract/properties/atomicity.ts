import type { Property } from "../check/property.ts";
import { atomicityOnServers, promiseOfAtomicity } from "../on-servers/atomicity.ts";

/** What a drawn transaction writes is there as a whole or not at all. Only a real database can show that. */
export const atomicity: Property = {
  name: "atomicity",
  title: "atomicity",
  promise: () => undefined,
  promiseOnServers: promiseOfAtomicity,
  proof: { system: atomicityOnServers },
};
