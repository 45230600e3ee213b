import { neededServers } from "../../connect/needed-servers.ts";
import type { SystemSubject } from "./system-subject.ts";
import type { CallRules } from "./watch-call.ts";

/** What is to be known of a system before its calls can be held against its diagram. */
export function callRules(subject: SystemSubject): Omit<CallRules, "isAgain"> {
  return { startsAgain: durableIn(subject), isFurther: furtherIn(subject) };
}

/** Whether a component's calls are steps of durable work: it goes on in the background, and there is a database. */
function durableIn({ protocol, system }: SystemSubject): CallRules["startsAgain"] {
  const hasDatabase = neededServers(system).includes("postgres");
  return (code) => {
    const spec = protocol.participants[code];
    return hasDatabase && spec?.role === "component" && spec.background;
  };
}

/** Calls to collaborators that `system.ts` adds are the developer's own affair. */
function furtherIn({ beside }: SystemSubject): CallRules["isFurther"] {
  const { collaborators = {} } = beside.setup;
  return ({ from, to }) => Object.values(collaborators[from] ?? {}).includes(to);
}
