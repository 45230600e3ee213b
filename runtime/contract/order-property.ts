import { arbitraryScenario } from "./arbitrary-scenario.ts";
import { judged, type Judged } from "./judged.ts";
import { run } from "./run.ts";
import type { Subject } from "./run-state.ts";
import type { Scenario } from "./scenario.ts";
import type fc from "fast-check";

/** Each run is a word of the diagram: per lifeline, and in causal order across them, with the data that it says. */
export const orderProperty = {
  cases: ({ protocol, real }: Subject): fc.Arbitrary<Scenario> => arbitraryScenario(protocol, new Set(real)),
  judge: async (subject: Subject, scenario: Scenario): Promise<Judged> =>
    judged(await run(subject, scenario)),
};
