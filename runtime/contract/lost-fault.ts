import { httpStatusOf } from "./http-status.ts";
import type { Activity, Aftermath } from "./run-state.ts";
import { showError, showValue } from "./show-value.ts";

/** How this activity lost the fault that it should have failed with; undefined when it did not. */
export function lossOf(activity: Activity | undefined, fault: Error | undefined): string | undefined {
  const outcome = activity?.outcome;
  if (outcome === undefined) return "never ended";
  if (outcome.kind === "returned") {
    const failed = activity?.kind === "operation" && (httpStatusOf(outcome.value) ?? 0) >= 500;
    return failed ? undefined : `went well, with ${showValue(outcome.value, 2)}`;
  }
  return carries(outcome.error, fault)
    ? undefined
    : `threw ${showError(outcome.error)}, which does not carry it as its cause`;
}

/** The component in which the fault got lost: the innermost one that ended as if there had been none. */
export function loserOf({ open, error }: Aftermath): string | undefined {
  return open.find((activity) => activity.outcome !== undefined && lossOf(activity, error) !== undefined)
    ?.component;
}

function carries(thrown: unknown, fault: unknown): boolean {
  for (let current = thrown, depth = 0; depth < 16; depth += 1) {
    if (current === fault) return true;
    if (current instanceof AggregateError && current.errors.includes(fault)) return true;
    if (!(current instanceof Error)) return false;
    current = current.cause;
  }
  return false;
}
