import { arbitraryScenario } from "../draw/arbitrary-scenario.ts";
import { forEveryCase } from "../check/for-every-case.ts";
import type { Finding, Property } from "../check/property.ts";
import type { Settings } from "../check/settings.ts";
import { decisionsOf } from "../instances/drawn-methods.ts";
import { clean, labelOfParticipant } from "../report/describe-step.ts";
import { judgeDecisions } from "../check/judge-decisions.ts";
import { run } from "../run/run.ts";
import type { RunState } from "../state/run-state.ts";
import type { Subject } from "../state/subject.ts";
import { verdictOf } from "../state/verdict-of.ts";

/**
 * Where a component decides by itself, its own methods are asked, and what they say is what comes next: in other runs a
 * test answers in their place, so that each branch is seen.
 */
export const decisions: Property = {
  name: "decisions",
  title: "decisions",
  promise({ protocol, component }) {
    const asked = component === undefined ? [] : [...decisionsOf(protocol.fragments, component)];
    const [first] = asked.flatMap(([, places]) => places);
    if (component === undefined || first === undefined) return undefined;
    const { branches = [], line = 0 } = protocol.fragments[first.fragment] ?? {};
    const names = asked.map(([method]) => `${clean(method, 40)}()`).join(", ");
    return {
      words: `what ${names} of ${labelOfParticipant(protocol, component)} says is what comes next`,
      line: branches[first.branch]?.line ?? line,
    };
  },
  proof: { protocol: search },
};

async function search(subject: Subject, settings: Settings): Promise<Finding> {
  const runs: RunState[] = [];
  const finding = await forEveryCase(
    ({ protocol, real }: Subject) => arbitraryScenario(protocol, new Set(real)),
    async (one, scenario) => {
      const state = await run(one, scenario, { kind: "deciding" });
      runs.push(state);
      return verdictOf(state);
    },
  )(subject, settings);
  const isIncomplete = finding.counterexample !== undefined || finding.cut !== undefined;
  // A replayed case is one of many: what never happens shows in all of them only.
  if (isIncomplete || finding.unfilled.length > 0 || settings.path !== undefined) return finding;
  const { violation, remarks } = judgeDecisions(subject, runs);
  const [state] = runs;
  if (violation === undefined || state === undefined) return { ...finding, remarks };
  return { ...finding, counterexample: { verdict: { ...verdictOf(state, violation), used: [] } } };
}
