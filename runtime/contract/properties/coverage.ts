import type { Transition } from "../../model/automaton.ts";
import { automatonOf } from "../../model/derive-automaton.ts";
import type { DiagramProtocol } from "../../model/diagram-protocol.ts";
import type { FragmentId, StepId } from "../../model/steps.ts";
import { overAllCases } from "../check/over-all-cases.ts";
import { overAllInputs } from "../check/over-all-inputs.ts";
import type { Property } from "../check/property.ts";
import { roundsToTry } from "../draw/arbitrary-scenario.ts";
import { firstStepIn } from "../report/first-step-in.ts";
import { arrowOf, clean, labelOfParticipant, lineOf } from "../report/describe-step.ts";
import { enumerateScenarios } from "../draw/enumerate-scenarios.ts";
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
        return missing.length === 0 ? undefined : neverHappened(missing, runs);
      },
    ),
  },
};

function neverExercised({ protocol, real }: Subject, runs: readonly RunState[]): Verdict {
  const missing = missingIn(wanted(protocol, real), runs);
  return missing.length === 0 ? nothingToSay : neverHappened(missing, runs);
}

function missingIn(all: readonly Wanted[], runs: readonly WatchedRun[]): readonly Wanted[] {
  const seen = new Set(runs.flatMap(exercised));
  return all.filter(({ key }) => !seen.has(key));
}

function neverHappened(missing: readonly Wanted[], runs: readonly WatchedRun[]): Verdict {
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
      listed: missing.map(({ description }) => description),
    },
  };
}

function parts(count: number): string {
  return count === 1 ? "one part" : `${count} parts`;
}

interface Wanted {
  readonly key: string;
  readonly step: StepId | undefined;
  readonly description: string;
  /** It is about how often a loop runs. */
  readonly isRounds?: boolean;
}

function wanted(protocol: DiagramProtocol, real: readonly string[]): readonly Wanted[] {
  const steps = Object.entries(protocol.steps).flatMap(([id, step]): Wanted[] =>
    real.includes(step.from) || real.includes(step.to)
      ? [{ key: stepKey(id), step: id, description: `${arrowOf(protocol, id)}  never happened` }]
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

function wantedBranch(
  protocol: DiagramProtocol,
  { choose, branch }: Extract<Transition, { choose: FragmentId }>,
): Wanted {
  const fragment = protocol.fragments[choose];
  const spec = fragment?.branches[branch];
  const guard = clean(spec?.guard ?? "", 60);
  const name = guard === "" ? `branch ${branch + 1}` : `branch "${guard}"`;
  const description = `line ${spec?.line ?? fragment?.line ?? "?"} ${fragment?.operator ?? "alt"} ${name}  never taken`;
  return { key: branchKey(choose, branch), step: firstStepIn(protocol, choose, branch), description };
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
    description: `line ${fragment.line} loop ${guard}  never ran ${amount}`,
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
