import type { PolicyView, ViewedStep } from "./policy-view.ts";

/**
 * The calls that a component makes again where a promise of retries stands at them: those of stores and outside parties,
 * or else of other components, so that no try is multiplied by another around it. None where messages of a queue are
 * tried again as a whole, and none of a promise that names no place.
 */
export function retriedCalls({ bound, participants, steps }: PolicyView): readonly ViewedStep[] {
  if (bound.steps.length === steps.length || bound.entries.some(({ kind }) => kind === "kafka")) return [];
  const roles = new Map(participants.map(({ code, role }) => [code, role]));
  const calls = bound.steps.filter(
    ({ kind, from, to }) =>
      kind === "call" && roles.get(from) === "component" && (roles.get(to) ?? "initiator") !== "initiator",
  );
  const outwards = calls.filter(({ to }) => roles.get(to) === "resource");
  return outwards.length > 0 ? outwards : calls;
}
