import type { Transition } from "../../model/automaton.ts";
import { automatonOf } from "../../model/derive-automaton.ts";
import type { DiagramProtocol } from "../../model/diagram-protocol.ts";
import type { BranchPath, FragmentId, StepId } from "../../model/steps.ts";
import { type JudgedRuns, overAllCases } from "../check/over-all-cases.ts";
import { howToReach, type OwnRule, ownRules } from "../check/own-rules.ts";
import { overAllInputs } from "../check/over-all-inputs.ts";
import type { Property } from "../check/property.ts";
import { roundsToTry } from "../draw/arbitrary-scenario.ts";
import { firstStepIn } from "../report/first-step-in.ts";
import { arrowOf, clean, labelOfParticipant, lineOf } from "../report/describe-step.ts";
import { enumerateScenarios } from "../draw/enumerate-scenarios.ts";
import type { Remark } from "../report/remark.ts";
import { nothingToSay, type Verdict } from "../report/verdict.ts";
import { run } from "../run/run.ts";
import type { RunState, WatchedRun } from "../state/run-state.ts";
import { stepsSeenBy, type Subject } from "../state/subject.ts";

/** Every step and branch of the real components is taken by some run; what never is, is named. */
export const coverage: Property = {
  name: "coverage",
  title: "coverage",
  promise(cast) {
    const { protocol, component } = cast;
    const [first] = stepsSeenBy(cast);
    const where = component === undefined ? "" : ` at ${labelOfParticipant(protocol, component)}`;
    return {
      words: `every arrow and branch${where} is exercised`,
      line: first === undefined ? 1 : lineOf(protocol, first[0]),
    };
  },
  proof: {
    protocol: overAllCases(
      ({ protocol, real }, seed) => enumerateScenarios(protocol, new Set(real), seed),
      run,
      neverExercised,
    ),
    system: overAllInputs(
      ({ protocol, real }, seed) => enumerateScenarios(protocol, new Set(real), seed),
      ({ protocol, real }, runs) => {
        // How often a loop runs is up to the world.
        const missing = missingIn(wanted(protocol, real), runs).filter(({ isRounds }) => !isRounds);
        return { verdict: neverHappened(missing, runs), remarks: missing.map((one) => notReached(one)) };
      },
    ),
  },
};

function neverExercised({ protocol, real }: Subject, runs: readonly RunState[]): JudgedRuns {
  const rules = ownRules({ protocol, real }, runs);
  const missing = missingIn(wanted(protocol, real), runs);
  const ruleOf = ({ within }: Wanted): OwnRule | undefined =>
    rules.find(({ fragment }) => within.some(([around]) => around === fragment));
  const unreached = missing.filter((one) => ruleOf(one) === undefined);
  return {
    verdict: neverHappened(unreached, runs),
    remarks: missing.flatMap((one) => {
      const rule = ruleOf(one);
      return rule === undefined ? [] : [notReached(one, rule)];
    }),
  };
}

/** What is missing, and no failure: with how to get there, where a component's own rule leads to it. */
function notReached({ line, what }: Wanted, rule?: OwnRule): Remark {
  const sentence = rule === undefined ? what : `${what}: ${howToReach(rule)}`;
  return { kind: "not-reached", line, sentence };
}

function missingIn(all: readonly Wanted[], runs: readonly WatchedRun[]): readonly Wanted[] {
  const seen = new Set(runs.flatMap(exercised));
  return all.filter(({ key }) => !seen.has(key));
}

function neverHappened(missing: readonly Wanted[], runs: readonly WatchedRun[]): Verdict {
  if (missing.length === 0) return nothingToSay;
  const early = runs.find(({ course }) => course.violation !== undefined)?.course.violation;
  const hint = early === undefined ? "" : ` Some runs ended early: ${early.sentence}`;
  return {
    ...nothingToSay,
    violation: {
      kind: "never-exercised",
      step: missing[0]?.step,
      sentence: `${parts(missing.length)} of the diagram did not happen in any run.${hint}`,
      expected: [],
      observed: undefined,
      listed: missing.map(({ line, what }) => `line ${line} ${what}`),
    },
  };
}

function parts(count: number): string {
  return count === 1 ? "one part" : `${count} parts`;
}

interface Wanted {
  readonly key: string;
  readonly step: StepId | undefined;
  readonly line: number;
  /** What did not happen. */
  readonly what: string;
  /** The branches that it is in; a branch is in itself. */
  readonly within: BranchPath;
  /** It is about how often a loop runs. */
  readonly isRounds?: boolean;
}

function wanted(protocol: DiagramProtocol, real: readonly string[]): readonly Wanted[] {
  const steps = Object.entries(protocol.steps).flatMap(([id, step]): Wanted[] =>
    real.includes(step.from) || real.includes(step.to)
      ? [{ ...never(protocol, id), key: stepKey(id), step: id, within: step.within }]
      : [],
  );
  const choices = real.flatMap((component) => {
    const ordering = protocol.orderings[component];
    return ordering === undefined ? [] : automatonOf(ordering).states.flat();
  });
  const branches = choices.flatMap((choice) => ("choose" in choice ? [wantedBranch(protocol, choice)] : []));
  const loops = new Set(choices.flatMap((choice) => ("repeat" in choice ? [choice.repeat] : [])));
  const rounds = [...loops].flatMap((loop) => wantedRounds(protocol, loop));
  const all = new Map([...steps, ...branches, ...rounds].map((one) => [one.key, one]));
  return [...all.values()];
}

function never(protocol: DiagramProtocol, id: StepId): Pick<Wanted, "line" | "what"> {
  const line = lineOf(protocol, id);
  return { line, what: `${arrowOf(protocol, id).slice(`line ${line} `.length)}  never happened` };
}

function wantedBranch(
  protocol: DiagramProtocol,
  { choose, branch }: Extract<Transition, { choose: FragmentId }>,
): Wanted {
  const fragment = protocol.fragments[choose];
  const spec = fragment?.branches[branch];
  const guard = clean(spec?.guard ?? "", 60);
  const name = guard === "" ? `branch ${branch + 1}` : `branch "${guard}"`;
  return {
    key: branchKey(choose, branch),
    step: firstStepIn(protocol, choose, branch),
    line: spec?.line ?? fragment?.line ?? 0,
    what: `${fragment?.operator ?? "alt"} ${name}  never taken`,
    within: [...(fragment?.within ?? []), [choose, branch]],
  };
}

function wantedRounds(protocol: DiagramProtocol, loop: FragmentId): readonly Wanted[] {
  const fragment = protocol.fragments[loop];
  if (fragment === undefined) return [];
  const guard = clean(fragment.branches[0]?.guard ?? "", 60);
  const kinds = new Set(roundsToTry(fragment).map(amountOf));
  return [...kinds].map((amount) => ({
    key: roundsKey(loop, amount),
    step: firstStepIn(protocol, loop, 0),
    isRounds: true,
    line: fragment.line,
    what: `loop ${guard}  never ran ${amount}`,
    within: fragment.within,
  }));
}

function exercised(state: WatchedRun): readonly string[] {
  const taken = state.monitor.taken.flatMap(({ fragment, branch, rounds }) => [
    ...(branch === undefined ? [] : [branchKey(fragment, branch)]),
    ...(rounds === undefined ? [] : [roundsKey(fragment, amountOf(rounds))]),
  ]);
  // Where nobody asks anything of the components, the scenario alone says which loops ran no round.
  const rounds = state.monitor.trace.length > 0 ? [] : [...state.scenario.rounds];
  const never = rounds.flatMap(([loop, counts]) => (counts[0] === 0 ? [roundsKey(loop, amountOf(0))] : []));
  return [...state.monitor.trace.map(stepKey), ...taken, ...never];
}

type Amount = "without a round" | "just once" | "several rounds";

function amountOf(rounds: number): Amount {
  if (rounds === 0) return "without a round";
  return rounds === 1 ? "just once" : "several rounds";
}

function stepKey(step: StepId): string {
  return `step ${step}`;
}

function branchKey(fragment: FragmentId, branch: number): string {
  return `branch ${branch} of ${fragment}`;
}

function roundsKey(fragment: FragmentId, amount: Amount): string {
  return `${amount} of ${fragment}`;
}
