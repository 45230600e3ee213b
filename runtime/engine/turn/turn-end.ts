import type { FailedStep } from "./step-errors.ts";
import { judgeFailure, type RetryPolicy } from "../../retry/retry-policy.ts";

/** How a worker's turn with a workflow ended. */
export type TurnEnd =
  | { readonly kind: "completed" }
  /** A step's error that no handler dealt with: the step has had its retries. Or what no retry can help. */
  | ({ readonly kind: "step failed" } & Failure)
  /** The code around the steps threw. */
  | ({ readonly kind: "code failed"; readonly failures: number } & Failure)
  /** A step's next try is far off: the worker is free for others until then. */
  | { readonly kind: "paused"; readonly afterMs: number }
  /** The worker shuts down. */
  | { readonly kind: "released" }
  /** Another worker may have taken over: nothing may be written. */
  | { readonly kind: "lost" };

/** Why a workflow fails. */
export interface Failure {
  readonly error: unknown;
  /** The step that is to be taken again when an operator has the workflow retried. */
  readonly at?: FailedStep | undefined;
}

/** What becomes of the workflow; `lost` changes nothing. */
export type Settlement =
  | { readonly state: "done" }
  | { readonly state: "failed"; readonly failure: Failure }
  | { readonly state: "pending" }
  | { readonly state: "waiting"; readonly afterMs: number; readonly failures: number };

export function settlementOf(
  end: Exclude<TurnEnd, { kind: "lost" }>,
  policy: RetryPolicy,
  random: number,
): Settlement {
  switch (end.kind) {
    case "completed":
      return { state: "done" };
    case "step failed":
      return { state: "failed", failure: { error: end.error, at: end.at } };
    case "code failed": {
      const verdict = judgeFailure(policy, end.error, end.failures, random);
      return verdict.kind === "retry"
        ? { state: "waiting", afterMs: verdict.delayMs, failures: end.failures }
        : { state: "failed", failure: { error: end.error, at: end.at } };
    }
    case "paused":
      return { state: "waiting", afterMs: end.afterMs, failures: 0 };
    case "released":
      return { state: "pending" };
  }
}
