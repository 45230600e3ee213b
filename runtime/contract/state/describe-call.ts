import { clean } from "../report/describe-step.ts";
import type { ObservedCall, WatchedRun } from "./run-state.ts";
import { showValue } from "../report/show-value.ts";

/** The call as the component wrote it: `cache.del("event:draft:a")`. */
export function describeCall(state: WatchedRun, { caller, to, method, args }: ObservedCall): string {
  const participant = state.subject.protocol.participants[caller ?? ""];
  const property =
    participant?.role === "component"
      ? Object.entries(participant.collaborators).find(([, code]) => code === to)?.[0]
      : undefined;
  return `${property ?? to}.${clean(method, 60)}(${args.map((arg) => showValue(arg, 2)).join(", ")})`;
}
