import type { BackgroundTasks } from "../../ports/background-tasks.ts";
import { observeCall } from "./observe-call.ts";
import type { ObservedCall, RunGroup, RunState } from "../state/run-state.ts";
import { runOfCall, runUnderWay } from "./run-of.ts";

// Asked for by `await`, by serialisers and by test tools rather than by a component.
const notMethods: ReadonlySet<PropertyKey> = new Set([
  "then",
  "toJSON",
  "constructor",
  "$$typeof",
  "nodeType",
  "asymmetricMatch",
]);

/** An object that a component is handed on the way, such as an acknowledgement: what it calls on it is of this run. */
export function handedOn(state: RunState, participant: string): object {
  return participantSeenBy(undefined, participant, (call) => observeCall(state, call));
}

/**
 * A participant as one caller sees it: every method exists, and each call is held against the diagram. `isFurther`: the
 * diagram does not draw that they meet, but `system.ts` says so.
 */
function participantSeenBy(
  caller: string | undefined,
  participant: string,
  observe: (call: ObservedCall) => unknown,
  isFurther = false,
): object {
  return new Proxy(Object.create(null) as object, {
    get(_, method) {
      if (typeof method === "symbol" || notMethods.has(method)) return undefined;
      return (...args: readonly unknown[]) => observe({ caller, to: participant, method, args, isFurther });
    },
    has: (_, name) => typeof name === "string" && !notMethods.has(name),
  });
}

/** What a component's constructor gets. */
export function collaboratorsOf(group: RunGroup, component: string): Readonly<Record<string, unknown>> {
  const spec = group.subject.protocol.participants[component];
  if (spec?.role !== "component") return {};
  const seen = (code: string, isFurther: boolean): object =>
    participantSeenBy(component, code, (call) => observeCall(runOfCall(group, call), call), isFurther);
  const collaborators = Object.entries(spec.collaborators).map(([name, code]) => [name, seen(code, false)]);
  const further = Object.entries(group.subject.further[component] ?? {}).map(([name, other]) => [
    name,
    typeof other === "string" ? seen(other, true) : other,
  ]);
  const background: readonly [string, unknown][] = spec.background
    ? [["background", backgroundOf(group, component)]]
    : [];
  return Object.fromEntries([...collaborators, ...further, ...background]);
}

function backgroundOf(group: RunGroup, component: string): BackgroundTasks {
  return {
    run(name, work) {
      const state = runUnderWay(group, component);
      state.course.goOn();
      state.activities.postpone({ component, name, work });
    },
  };
}
