import { httpStatusOf } from "../values/http-status.ts";
import type { Activity } from "./activities.ts";
import type { Aftermath } from "./disturbance.ts";
import { showError, showValue } from "../report/show-value.ts";

/** How this activity lost the fault that it should have failed with; undefined when it did not. */
export function lossOf(activity: Activity | undefined, fault: Error | undefined): string | undefined {
  const settlement = activity?.settlement;
  if (settlement === undefined) return "never ended";
  if (settlement.kind === "returned") {
    const failed = activity?.kind === "operation" && (httpStatusOf(settlement.value) ?? 0) >= 500;
    return failed ? undefined : `went well, with ${showValue(settlement.value, 2)}`;
  }
  return carries(settlement.error, fault)
    ? undefined
    : `threw ${showError(settlement.error)}, which does not carry it as its cause`;
}

/** The component in which the fault got lost: the innermost one that ended as if there had been none. */
export function loserOf({ open, error }: Aftermath): string | undefined {
  return open.find((activity) => activity.settlement !== undefined && lossOf(activity, error) !== undefined)
    ?.component;
}

const depthMax = 8;

function carries(thrown: unknown, fault: unknown, depth = 0): boolean {
  if (thrown === fault) return true;
  if (!(thrown instanceof Error) || depth > depthMax) return false;
  const together: readonly unknown[] = thrown instanceof AggregateError ? thrown.errors : [];
  return [thrown.cause, ...together].some((inner) => carries(inner, fault, depth + 1));
}
