import fc from "fast-check";
import { arbitraryScenario } from "./arbitrary-scenario.ts";
import { mentionOf, clean } from "./describe-step.ts";
import { httpStatusOf } from "./http-status.ts";
import { judged, type Judged } from "./judged.ts";
import { run } from "./run.ts";
import type { Aftermath, RunState, Subject } from "./run-state.ts";
import type { Scenario } from "./scenario.ts";
import { showError, showValue } from "./show-value.ts";
import type { Violation } from "./violation.ts";

interface FaultCase {
  readonly scenario: Scenario;
  /** Picks the arrow among those that the scenario reaches. */
  readonly at: number;
}

/** An error that cannot be repaired by trying again ends the work at once, and reaches whoever asked for it. */
export const fatalFaultProperty = {
  cases: ({ protocol, real }: Subject): fc.Arbitrary<FaultCase> =>
    fc.record({ scenario: arbitraryScenario(protocol, new Set(real)), at: fc.nat(999) }),

  async judge(subject: Subject, { scenario, at }: FaultCase): Promise<Judged> {
    const undisturbed = await run(subject, scenario);
    // What goes wrong without a fault is for the other properties to report.
    if (undisturbed.violation?.kind === "stalled") return judged(undisturbed);
    if (undisturbed.violation !== undefined || undisturbed.outgoing === 0) {
      return { ...judged(undisturbed), violation: undefined };
    }
    const state = await run(subject, scenario, { kind: "fault", at: at % undisturbed.outgoing });
    return judged(state, state.violation ?? (state.unfilled.length > 0 ? undefined : swallowed(state)));
  },
};

function swallowed(state: RunState): Violation | undefined {
  const { aftermath } = state;
  if (aftermath === undefined) return undefined;
  const observed = unfitOutcome(aftermath);
  if (observed === undefined) return undefined;
  const fault = mentionOf(state.subject.protocol, aftermath.step);
  const who =
    aftermath.root === undefined
      ? "nobody"
      : `${clean(aftermath.root.name, 60)}${aftermath.root.kind === "task" ? "" : "()"}`;
  return {
    kind: "swallowed-error",
    step: aftermath.step,
    sentence: `${fault} failed with a fatal error, but ${who} ${observed}.`,
    expected: [],
    observed: `${who} ${observed}`,
    provoked: aftermath.provoked,
    disturbed: aftermath.step,
  };
}

function unfitOutcome({ root, error }: Aftermath): string | undefined {
  const outcome = root?.outcome;
  if (outcome === undefined) return "never ended";
  if (outcome.kind === "returned") {
    const failed = root?.kind === "operation" && (httpStatusOf(outcome.value) ?? 0) >= 500;
    return failed ? undefined : `went well, with ${showValue(outcome.value, 2)}`;
  }
  return carries(outcome.error, error)
    ? undefined
    : `threw ${showError(outcome.error)}, which does not carry it as its cause`;
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
