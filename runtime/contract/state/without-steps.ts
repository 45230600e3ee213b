import type { DiagramProtocol } from "../../model/diagram-protocol.ts";
import type { Ordering } from "../../model/orderings.ts";
import type { FragmentId, StepId } from "../../model/steps.ts";

/** What stays of a drawing. */
export interface Left {
  readonly step: (step: StepId) => boolean;
  readonly fragment: (fragment: FragmentId) => boolean;
}

/** The same protocol without some of its steps, and without the fragments that are to go with all that they hold. */
export function withoutSteps(protocol: DiagramProtocol, left: Left): DiagramProtocol {
  const steps = Object.entries(protocol.steps).filter(([id]) => left.step(id));
  const fragments = Object.entries(protocol.fragments).filter(([id]) => left.fragment(id));
  const orderings = Object.entries(protocol.orderings).map(
    ([component, ordering]) => [component, reduced(ordering, left)] as const,
  );
  return {
    ...protocol,
    steps: Object.fromEntries(steps),
    fragments: Object.fromEntries(fragments),
    orderings: Object.fromEntries(orderings),
  };
}

function reduced(ordering: Ordering, left: Left): Ordering {
  const all = (parts: readonly Ordering[]): readonly Ordering[] => parts.map((part) => reduced(part, left));
  if (ordering.kind === "step") return left.step(ordering.step) ? ordering : nothing;
  if (ordering.kind === "sequence") return { ...ordering, items: all(ordering.items) };
  if (!left.fragment(ordering.fragment)) return nothing;
  return ordering.kind === "loop"
    ? { ...ordering, body: reduced(ordering.body, left) }
    : { ...ordering, branches: all(ordering.branches) };
}

const nothing: Ordering = { kind: "sequence", items: [] };
