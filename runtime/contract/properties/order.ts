import { forEveryCase } from "../check/for-every-case.ts";
import { forEveryInput } from "../check/for-every-input.ts";
import type { Property } from "../check/property.ts";
import { arbitraryScenario } from "../draw/arbitrary-scenario.ts";
import { lineOf, titleOf } from "../report/describe-step.ts";
import { run } from "../run/run.ts";
import { stepsSeenBy, type Cast } from "../state/subject.ts";
import { arbitraryInput } from "../system/draw-input.ts";
import { runInput } from "../system/run-input.ts";
import { verdictOf } from "../state/verdict-of.ts";

/** Each run is a word of the diagram: per lifeline, and in causal order across them, with the data that it says. */
export const order: Property = {
  name: "order",
  title: "order",
  promise(cast) {
    const [first] = stepsSeenBy(cast);
    return { words: path(cast), line: first === undefined ? 1 : lineOf(cast.protocol, first[0]) };
  },
  proof: {
    protocol: forEveryCase(
      ({ protocol, real }) => arbitraryScenario(protocol, new Set(real)),
      async (subject, scenario) => verdictOf(await run(subject, scenario)),
    ),
    system: forEveryInput(arbitraryInput, async (system, drawn) => verdictOf(await runInput(system, drawn))),
  },
};

const stepsShown = 6;

/** The first steps in the diagram's words, joined with arrows. */
function path(cast: Cast): string {
  const labels = stepsSeenBy(cast)
    .map(([id]) => titleOf(cast.protocol, id))
    .filter((label, index, all) => label !== "" && label !== all[index - 1]);
  if (labels.length === 0) return "as drawn";
  return [...labels.slice(0, stepsShown), ...(labels.length > stepsShown ? ["…"] : [])].join(" → ");
}
