import type { DiagramProtocol } from "./diagram-protocol.ts";

/**
 * How long something may be kept, as a note of the diagram says: `ttlSeconds(protocol, "Job 상태")`. Handlers that write
 * to a cache take it from here, so that the note and the code cannot drift apart.
 */
export function ttlSeconds({ policies, source }: DiagramProtocol, subject: string): number {
  const found = policies.find((policy) => policy.kind === "ttl" && policy.subject === subject);
  if (found?.kind !== "ttl") throw new Error(`no note in ${source} says how long "${subject}" is kept`);
  return found.seconds;
}
