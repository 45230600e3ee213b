import type { FragmentId } from "../../model/steps.ts";
import { nameOf } from "../report/describe-step.ts";
import type { RunState } from "../state/run-state.ts";
import type { Cast } from "../state/subject.ts";

/** A choice of which a component under test decides by values that it makes itself, or in line: a test cannot lead it. */
export interface OwnRule {
  readonly fragment: FragmentId;
  /** Whose rule it is, by its class. */
  readonly owner: string;
  /** What that component was given, by name: what it decides may depend on it. */
  readonly given: readonly string[];
}

/** The choices that only the components' own rules decide. */
export function ownRules(
  { protocol, real }: Pick<Cast, "protocol" | "real">,
  runs: readonly RunState[],
): readonly OwnRule[] {
  const steps = Object.values(protocol.steps);
  const itemsDecide = new Set(
    Object.values(protocol.fragments).flatMap(({ decides = [] }) => decides.map(({ fragment }) => fragment)),
  );
  return Object.entries(protocol.fragments).flatMap(([fragment, { operator, branches }]): OwnRule[] => {
    if (operator === "loop" || itemsDecide.has(fragment)) return [];
    const deciding = steps.filter(({ decides }) => decides.some((one) => one.fragment === fragment));
    const [maker] = deciding;
    if (maker !== undefined && deciding.every(({ from }) => real.includes(from))) {
      const asked = maker.kind === "reply" ? protocol.steps[maker.answers] : undefined;
      const given = asked === undefined || asked.kind === "reply" ? [] : asked.args.map(({ name }) => name);
      return [{ fragment, owner: nameOf(protocol, maker.from), given }];
    }
    const inLine = branches
      .flatMap(({ decisions }) => decisions)
      .find(
        ({ component, method }) =>
          real.includes(component) && runs.some(({ questions }) => questions.isLacking(component, method)),
      );
    return inLine === undefined ? [] : [{ fragment, owner: nameOf(protocol, inLine.component), given: [] }];
  });
}

/** What to do about it. */
export function howToReach({ owner, given: [name = "<name>"] }: OwnRule): string {
  return `only a rule of ${owner} leads there, and no drawn value did; give an example that does: ' @seqwright example ${name} <value>, or samples.ts`;
}
