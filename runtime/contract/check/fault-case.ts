import fc from "fast-check";
import type { Subject } from "../state/subject.ts";
import { arbitraryScenario } from "../draw/arbitrary-scenario.ts";
import type { Scenario } from "../draw/scenario.ts";

/** A run in which one call fails. */
export interface FaultCase {
  readonly scenario: Scenario;
  /** Picks the call among those that may fail. */
  readonly at: number;
  readonly error: "fatal" | "transient";
}

export function arbitraryFaultCase({ protocol, real }: Subject): fc.Arbitrary<FaultCase> {
  return fc.record({
    scenario: arbitraryScenario(protocol, new Set(real)),
    at: fc.nat(999),
    error: fc.constantFrom("fatal", "transient"),
  });
}
