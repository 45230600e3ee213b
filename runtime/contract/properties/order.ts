import { arbitraryScenario } from "../draw/arbitrary-scenario.ts";
import type { Verdict } from "../report/verdict.ts";
import { verdictOf } from "../run/verdict-of.ts";
import { run } from "../run/run.ts";
import type { Subject } from "../run/run-state.ts";
import type { Scenario } from "../draw/scenario.ts";
import type fc from "fast-check";

/** Each run is a word of the diagram: per lifeline, and in causal order across them, with the data that it says. */
export const orderProperty = {
  cases: ({ protocol, real }: Subject): fc.Arbitrary<Scenario> => arbitraryScenario(protocol, new Set(real)),
  judge: async (subject: Subject, scenario: Scenario): Promise<Verdict> =>
    verdictOf(await run(subject, scenario)),
};
