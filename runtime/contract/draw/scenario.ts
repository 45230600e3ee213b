import type { DiagramProtocol } from "../../model/diagram-protocol.ts";
import type { FragmentId, StepId } from "../../model/steps.ts";
import { openBranches, roundKnown } from "../monitor/facts.ts";
import { knownItems } from "../monitor/known-items.ts";
import { fragmentVisit, placeOf } from "../monitor/reading.ts";
import type { Guide } from "../monitor/next-steps.ts";

/** Everything that is drawn for one run. Lists hold one entry per visit in loops, and start over at their end. */
export interface Scenario {
  readonly branches: ReadonlyMap<FragmentId, readonly number[]>;
  readonly rounds: ReadonlyMap<FragmentId, readonly number[]>;
  /** By `argumentKey`, `replyKey` or `itemKey`. */
  readonly values: ReadonlyMap<string, readonly unknown[]>;
  /** Settles which of several concurrent events comes first. */
  readonly order: readonly number[];
}

export function argumentKey(step: StepId, argument: string): string {
  return `${step} ( ${argument}`;
}

export function replyKey(step: StepId): string {
  return `${step} =`;
}

export function itemKey(fragment: FragmentId, component: string, method: string): string {
  return `${fragment} [ ${component}.${method}`;
}

export function drawn<T>(list: readonly T[] | undefined, ordinal: number): T | undefined {
  return list === undefined || list.length === 0 ? undefined : list[ordinal % list.length];
}

export function branchFor(
  scenario: Scenario,
  fragment: FragmentId,
  ordinal: number,
  allowed?: readonly number[],
): number {
  const branch = drawn(scenario.branches.get(fragment), ordinal) ?? 0;
  return allowed === undefined || allowed.includes(branch) ? branch : (allowed[0] ?? branch);
}

export function roundsFor(
  scenario: Scenario,
  fragment: FragmentId,
  ordinal: number,
  limits: { readonly atLeast: number; readonly exactly?: number } = { atLeast: 0 },
): number {
  return limits.exactly ?? Math.max(limits.atLeast, drawn(scenario.rounds.get(fragment), ordinal) ?? 1);
}

/** Follows the scenario wherever nothing else has decided yet. */
export function scenarioGuide(protocol: DiagramProtocol, scenario: Scenario): Guide {
  return (configuration, component, choice) => {
    const place = placeOf(configuration, component);
    const fragment = "choose" in choice ? choice.choose : "repeat" in choice ? choice.repeat : choice.leave;
    const { key, ordinal } = fragmentVisit(protocol, fragment, place);
    if ("choose" in choice) {
      const open = openBranches(protocol, configuration, fragment, place);
      return branchFor(scenario, fragment, ordinal, open) === choice.branch;
    }
    const goesOn =
      roundKnown(protocol, configuration, fragment, place) ??
      (place.loops.get(fragment) ?? 0) <
        (knownItems(protocol, configuration, component, fragment)?.length ??
          roundsFor(scenario, fragment, ordinal, configuration.rounds.get(key)));
    return "repeat" in choice ? goesOn : !goesOn;
  };
}
