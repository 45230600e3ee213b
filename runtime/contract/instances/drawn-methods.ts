import type { Decision, DiagramProtocol } from "../../model/diagram-protocol.ts";
import type { Ordering } from "../../model/orderings.ts";
import type { FragmentId, StepId } from "../../model/steps.ts";

/** What a decision method is asked about. */
export interface Asked {
  readonly fragment: FragmentId;
  readonly branch: number;
  readonly decision: Decision;
}

/** The methods by which a component calls itself where the diagram draws that. */
export function selfMethods({ steps }: DiagramProtocol, component: string): ReadonlySet<string> {
  const own = Object.values(steps).flatMap((step) =>
    step.kind === "self" && step.from === component ? [step.method] : [],
  );
  return new Set(own);
}

/** By method: the calls to which it says yes. */
export function casesOf(ordering: Ordering | undefined): ReadonlyMap<string, ReadonlySet<StepId>> {
  const found = new Map<string, Set<StepId>>();
  const visit = (one: Ordering): void => {
    switch (one.kind) {
      case "step": {
        const { decidedBy, step } = one;
        if (decidedBy !== undefined) found.set(decidedBy, (found.get(decidedBy) ?? new Set()).add(step));
        return;
      }
      case "sequence":
        return one.items.forEach(visit);
      case "choice":
      case "parallel":
        return one.branches.forEach(visit);
      case "loop":
        return visit(one.body);
    }
  };
  if (ordering !== undefined) visit(ordering);
  return found;
}

/** The methods by which a component decides, each with the branches that it decides about. */
export function decisionsOf(
  fragments: Readonly<
    Record<FragmentId, { readonly branches: readonly { readonly decisions: readonly Decision[] }[] }>
  >,
  component: string,
): ReadonlyMap<string, readonly Asked[]> {
  const all = Object.entries(fragments).flatMap(([fragment, { branches }]) =>
    branches.flatMap(({ decisions }, branch) =>
      decisions.map((decision) => ({ fragment, branch, decision })),
    ),
  );
  const byMethod = new Map<string, readonly Asked[]>();
  for (const asked of all.filter(({ decision }) => decision.component === component)) {
    byMethod.set(asked.decision.method, [...(byMethod.get(asked.decision.method) ?? []), asked]);
  }
  return byMethod;
}
