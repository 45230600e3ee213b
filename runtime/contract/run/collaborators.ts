import type { BackgroundTasks } from "../../ports/background-tasks.ts";
import { observeCall } from "./observe-call.ts";
import type { RunState } from "../state/run-state.ts";

// Asked for by `await`, by serialisers and by test tools rather than by a component.
const notMethods: ReadonlySet<PropertyKey> = new Set([
  "then",
  "toJSON",
  "constructor",
  "$$typeof",
  "nodeType",
  "asymmetricMatch",
]);

/**
 * A participant as one caller sees it: every method exists, and each call is held against the diagram. `isFurther`: the
 * diagram does not draw that they meet, but `system.ts` says so.
 */
export function participantSeenBy(
  state: RunState,
  caller: string | undefined,
  participant: string,
  isFurther = false,
): object {
  return new Proxy(Object.create(null) as object, {
    get(_, method) {
      if (typeof method === "symbol" || notMethods.has(method)) return undefined;
      return (...args: readonly unknown[]) =>
        observeCall(state, { caller, to: participant, method, args, isFurther });
    },
    has: (_, name) => typeof name === "string" && !notMethods.has(name),
  });
}

/** What a component's constructor gets. */
export function collaboratorsOf(state: RunState, component: string): Readonly<Record<string, unknown>> {
  const spec = state.subject.protocol.participants[component];
  if (spec?.role !== "component") return {};
  const collaborators = Object.entries(spec.collaborators).map(([property, code]): [string, unknown] => [
    property,
    participantSeenBy(state, component, code),
  ]);
  const further = Object.entries(state.subject.further[component] ?? {}).map(
    ([property, other]): [string, unknown] => [
      property,
      typeof other === "string" ? participantSeenBy(state, component, other, true) : other,
    ],
  );
  const background: readonly [string, unknown][] = spec.background
    ? [["background", backgroundOf(state, component)]]
    : [];
  return Object.fromEntries([...collaborators, ...further, ...background]);
}

function backgroundOf(state: RunState, component: string): BackgroundTasks {
  return {
    run(name, work) {
      state.course.goOn();
      state.activities.postpone({ component, name, work });
    },
  };
}
