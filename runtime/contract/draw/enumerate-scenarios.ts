import fc from "fast-check";
import type { DiagramProtocol, Fragment, FragmentId } from "../../model/diagram-protocol.ts";
import { arbitraryScenario, roundsToTry } from "./arbitrary-scenario.ts";
import type { Scenario } from "./scenario.ts";

type Choices = ReadonlyMap<FragmentId, number>;

const pathsMax = 400;
const payloadsPerPath = 2;

/** Scenarios that between them take every branch, and every loop never, once and many times. */
export function enumerateScenarios(
  protocol: DiagramProtocol,
  real: ReadonlySet<string>,
  seed: number,
): readonly Scenario[] {
  const paths = enumeratePaths(protocol);
  const payloads = fc.sample(arbitraryScenario(protocol, real), {
    seed,
    numRuns: paths.length * payloadsPerPath,
  });
  return payloads.map((payload, index) =>
    following(protocol, payload, paths[index % paths.length] ?? new Map()),
  );
}

function enumeratePaths(protocol: DiagramProtocol): readonly Choices[] {
  const fragments = Object.entries(protocol.fragments).filter(
    ([, fragment]) => optionsOf(fragment).length > 0,
  );
  // Each option once, then all combinations as far as they can be counted.
  const single = fragments.flatMap(([id, fragment]) =>
    optionsOf(fragment).map((option) => leadingTo(protocol, id, option)),
  );
  const all: Choices[] = [];
  combine(protocol, fragments, new Map(), all);
  return [...single.slice(0, pathsMax), ...all];
}

function combine(
  protocol: DiagramProtocol,
  fragments: readonly (readonly [FragmentId, Fragment])[],
  chosen: Choices,
  found: Choices[],
): void {
  if (found.length >= pathsMax) return;
  const [next, ...others] = fragments;
  if (next === undefined) {
    found.push(chosen);
    return;
  }
  const [id, fragment] = next;
  const options = isReached(protocol, fragment, chosen)
    ? optionsOf(fragment)
    : optionsOf(fragment).slice(0, 1);
  for (const option of options) combine(protocol, others, new Map(chosen).set(id, option), found);
}

function isReached(protocol: DiagramProtocol, { within }: Fragment, chosen: Choices): boolean {
  return within.every(([id, branch]) => {
    const choice = chosen.get(id);
    if (choice === undefined) return true;
    return protocol.fragments[id]?.operator === "loop" ? choice > 0 : choice === branch;
  });
}

function leadingTo(protocol: DiagramProtocol, id: FragmentId, option: number): Choices {
  const around = (protocol.fragments[id]?.within ?? []).map(([outer, branch]): [FragmentId, number] => [
    outer,
    protocol.fragments[outer]?.operator === "loop"
      ? Math.max(1, protocol.fragments[outer].times?.min ?? 1)
      : branch,
  ]);
  const goingPast = Object.entries(protocol.fragments).flatMap(
    ([other, { operator }]): [FragmentId, number][] => (operator === "break" ? [[other, 1]] : []),
  );
  return new Map([...goingPast, ...around, [id, option]]);
}

function optionsOf(fragment: Fragment): readonly number[] {
  switch (fragment.operator) {
    case "alt":
    case "opt":
    case "break":
      return fragment.branches.map((_, index) => index);
    case "loop":
      return roundsToTry(fragment);
    case "par":
    case "critical":
    case "group":
      return [];
    default:
      return fragment.operator satisfies never;
  }
}

function following(protocol: DiagramProtocol, payload: Scenario, path: Choices): Scenario {
  const isLoop = (id: FragmentId): boolean => protocol.fragments[id]?.operator === "loop";
  const lists = [...path].map(([id, option]) => [id, [option]] as const);
  return {
    ...payload,
    branches: new Map([...payload.branches, ...lists.filter(([id]) => !isLoop(id))]),
    rounds: new Map([...payload.rounds, ...lists.filter(([id]) => isLoop(id))]),
  };
}
