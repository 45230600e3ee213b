import type {
  Decision,
  DiagramProtocol,
  ParticipantSpec,
  PolicySpec,
  TransactionSpec,
} from "../diagram-protocol.ts";
import type { Ordering } from "../orderings.ts";
import type { FragmentId } from "../steps.ts";
import type { Act } from "./acts.ts";
import type { Arrow } from "./arrows.ts";
import type { Drawn } from "./fragments.ts";
import type { DrawnParticipant } from "./participants.ts";
import type { PlacedPolicy } from "../policies/policy.ts";
import type { Literal } from "../values.ts";
import type { Positions } from "./positions.ts";
import { readDrawing } from "./read-drawing.ts";
import { readOrdering } from "./read-ordering.ts";
import { skippedByAnswers } from "./skipped-by-answers.ts";
import { withSkipped } from "./with-skipped.ts";

/** A diagram as `steps.gen.ts` writes it: what a reviewer reads, with everything left out that follows from the rest. */
export interface DrawnDiagram {
  readonly name: string;
  readonly source: string;
  readonly participants: Readonly<Record<string, DrawnParticipant>>;
  /** Every arrow in drawing order, inside the fragments around it. */
  readonly steps: readonly Drawn<Arrow>[];
  /** By component: the same, as its lifeline sees it. */
  readonly orderings: Readonly<Record<string, readonly Drawn<Act>[]>>;
  readonly policies: readonly (readonly PlacedPolicy[])[];
  /** Values to try among the drawn ones, by name; left out where the diagram gives none. */
  readonly examples?: Readonly<Record<string, readonly Literal[]>>;
  /** What happens as a whole or not at all; left out where nothing does. */
  readonly transactions?: readonly Omit<TransactionSpec, "line">[];
  readonly positions: Positions;
}

/** What a diagram promises, with identities, places, lines and defaults filled in. */
export function diagramProtocol(drawn: DrawnDiagram): DiagramProtocol {
  const { name, source, positions } = drawn;
  const orderings = Object.entries(drawn.orderings).map(
    ([component, items]) => [component, readOrdering(component, items)] as const,
  );
  const elements = readDrawing(drawn.steps, positions, (fragment, branch, itemType) =>
    orderings.flatMap(([component, ordering]) =>
      decisionsIn(ordering, fragment, branch).map((decision) => ({
        component,
        ...decision,
        ...(itemType === undefined || decision.answers === "yes-no" ? {} : { type: itemType }),
      })),
    ),
  );
  const skipped = skippedByAnswers(Object.entries(elements.steps), Object.entries(elements.fragments));
  return {
    name,
    source,
    participants: placedParticipants(drawn),
    ...elements,
    orderings: Object.fromEntries(
      orderings.map(([component, ordering]) => [component, withSkipped(ordering, skipped)]),
    ),
    policies: drawn.policies
      .flat()
      .map((policy, index): PolicySpec => ({ ...policy, line: positions.policies[index] ?? 0 })),
    ...(drawn.examples === undefined ? {} : { examples: drawn.examples }),
    transactions: (drawn.transactions ?? []).map((transaction, index): TransactionSpec => ({
      ...transaction,
      line: positions.transactions?.[index] ?? 0,
    })),
  };
}

function placedParticipants({
  participants,
  positions,
}: DrawnDiagram): Readonly<Record<string, ParticipantSpec>> {
  const placed = Object.entries(participants).map(([code, participant], index) => {
    const line = positions.participants[index] ?? 0;
    return [code, { ...participant, line }] as const;
  });
  return Object.fromEntries(placed);
}

/** The methods by which a component decides about a branch. */
function decisionsIn(
  ordering: Ordering,
  fragment: FragmentId,
  branch: number,
): readonly Pick<Decision, "method" | "answers">[] {
  switch (ordering.kind) {
    case "step":
      return [];
    case "sequence":
      return ordering.items.flatMap((item) => decisionsIn(item, fragment, branch));
    case "parallel":
      return ordering.branches.flatMap((item) => decisionsIn(item, fragment, branch));
    case "choice":
    case "loop": {
      const { knowledge } = ordering;
      const inside = ordering.kind === "loop" ? [ordering.body] : ordering.branches;
      const deeper = inside.flatMap((item) => decisionsIn(item, fragment, branch));
      const method =
        knowledge.kind === "decision" && ordering.fragment === fragment
          ? knowledge.methods[branch]
          : undefined;
      if (method === undefined || knowledge.kind !== "decision") return deeper;
      return [{ method, answers: knowledge.answers }, ...deeper];
    }
  }
}
