import type { PolicySpec } from "../../model/diagram-protocol.ts";
import { durationText } from "../../model/language/directive-words.ts";
import { binds } from "../../model/policy/policy-place.ts";
import type { StepId } from "../../model/steps.ts";
import { forEveryCase } from "../check/for-every-case.ts";
import type { Finding, Property } from "../check/property.ts";
import type { Settings } from "../check/settings.ts";
import { arbitraryScenario } from "../draw/arbitrary-scenario.ts";
import { clean, mentionOf } from "../report/describe-step.ts";
import type { Violation } from "../report/violation.ts";
import { run } from "../run/run.ts";
import type { Activity } from "../state/activities.ts";
import type { RunState } from "../state/run-state.ts";
import type { Cast, Subject } from "../state/subject.ts";
import { verdictOf } from "../state/verdict-of.ts";
import { whereTimeWent } from "../state/where-time-went.ts";

/** What a component does itself takes no longer than notes allow: under virtual time, where nobody that it asks is slow. */
export const timeGoal: Property = {
  name: "time-goal",
  title: "time goal",
  promise(cast) {
    const goals = goalsOf(cast);
    const [first] = goals;
    if (first === undefined) return undefined;
    const all = goals.map(({ line, text }) => `"${clean(text, 60)}" (line ${line})`);
    return { words: `${all.join(", ")}, where nobody who is asked is slow`, line: first.line };
  },
  proof: { protocol: search },
};

type Goal = Extract<PolicySpec, { readonly kind: "time-goal" }> & {
  /** The calls of these components that it is about. */
  readonly steps: readonly StepId[];
};

function goalsOf({ protocol, real }: Cast): readonly Goal[] {
  return protocol.policies.flatMap((policy) => {
    if (policy.kind !== "time-goal" || policy.keepers?.includes("time-goal") === false) return [];
    const named = policy.named?.["of"];
    const steps = Object.entries(protocol.steps).flatMap(([id, step]) => {
      const isMeant = named?.includes(id) ?? binds(policy.at, { id, ...step });
      return isMeant && step.kind === "call" && real.includes(step.to) ? [id] : [];
    });
    return steps.length === 0 ? [] : [{ ...policy, steps }];
  });
}

/** How long something took in a run. */
interface Taken {
  readonly state: RunState;
  readonly step: StepId;
  readonly activity: Activity;
  readonly ms: number;
}

async function search(subject: Subject, settings: Settings): Promise<Finding> {
  const goals = goalsOf(subject);
  const taken = new Map(goals.map((goal): [Goal, Taken[]] => [goal, []]));
  const finding = await forEveryCase(
    ({ protocol, real }: Subject) => arbitraryScenario(protocol, new Set(real)),
    async (one, scenario) => {
      const state = await run(one, scenario);
      // What else goes wrong is for the other properties to report.
      if (state.course.violation !== undefined) return { ...verdictOf(state), violation: undefined };
      for (const goal of goals) {
        const times = timesOf(state, goal);
        taken.get(goal)?.push(...times);
        const slow = goal.statistic === "max" ? times.find(({ ms }) => ms > goal.withinMs) : undefined;
        if (slow !== undefined) return verdictOf(state, missed(goal, slow, slow.ms));
      }
      return verdictOf(state);
    },
  )(subject, settings);
  if (finding.counterexample !== undefined || finding.unfilled.length > 0) return finding;
  for (const [goal, times] of taken) {
    const slow = goal.statistic === "max" ? undefined : overall(goal, times);
    if (slow !== undefined && slow.ms > goal.withinMs) {
      const violation = missed(goal, slow, slow.ms);
      return { ...finding, counterexample: { verdict: verdictOf(slow.state, violation) } };
    }
  }
  return finding;
}

function timesOf(state: RunState, { steps }: Goal): readonly Taken[] {
  return state.activities.all.flatMap((activity) => {
    const step = activity.steps.find((id) => steps.includes(id));
    return step === undefined || activity.tookMs === undefined
      ? []
      : [{ state, step, activity, ms: activity.tookMs }];
  });
}

/** What the average, or so many of a hundred, took at most. */
function overall({ statistic, percentile = 95 }: Goal, times: readonly Taken[]): Taken | undefined {
  const sorted = times.toSorted((one, other) => one.ms - other.ms);
  const share = statistic === "average" ? 100 : percentile;
  const last = sorted[Math.max(0, Math.ceil((sorted.length * share) / 100) - 1)];
  if (statistic !== "average" || last === undefined) return last;
  return { ...last, ms: sorted.reduce((sum, { ms }) => sum + ms, 0) / sorted.length };
}

function missed(
  { line, text, statistic, percentile, withinMs }: Goal,
  { state, step, activity }: Taken,
  ms: number,
): Violation {
  const whose = { max: "", average: " on average", percentile: ` in ${percentile ?? 95} of 100 cases` }[
    statistic
  ];
  const took = durationText(Math.round(ms));
  return {
    kind: "too-slow",
    step,
    sentence: `${mentionOf(state.subject.protocol, step)} took ${took}, although nobody it asked was slow, and ${durationText(withinMs)}${whose} is the goal.`,
    expected: [],
    observed: `it took ${took}`,
    culprit: whereTimeWent(state.activities.all, activity, withinMs).component,
    promised: { line, text },
  };
}
