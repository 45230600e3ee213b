import type { DiagramProtocol } from "../../model/diagram-protocol.ts";
import type { Ordering } from "../../model/orderings.ts";
import type { StepId } from "../../model/steps.ts";
import type { Subject } from "../state/subject.ts";
import { originalOf } from "./intercept.ts";
import type { TrialInstances } from "./trial-instances.ts";

/**
 * The subject without what nobody can watch: a step that a component takes by itself is seen by the method that is
 * drawn for it. Where its class has no such method, because the work is done in line, in a function or in a private
 * method, it is right as far as anybody can tell; what it does for others is still held to the diagram.
 */
export function withoutUnseenSteps(subject: Subject, instances: TrialInstances): Subject {
  const unseen = new Set(unseenSteps(subject, instances));
  return unseen.size === 0 ? subject : { ...subject, protocol: without(subject.protocol, unseen) };
}

/** The steps that are drawn for a method which a component lacks. */
export function unseenSteps({ protocol }: Subject, instances: TrialInstances): readonly StepId[] {
  return Object.entries(protocol.steps).flatMap(([id, step]) => {
    const instance = step.kind === "self" ? instances.get(step.from) : undefined;
    if (step.kind !== "self" || instance === undefined) return [];
    return originalOf(instance, step.method) === undefined ? [id] : [];
  });
}

function without(protocol: DiagramProtocol, unseen: ReadonlySet<StepId>): DiagramProtocol {
  const steps = Object.entries(protocol.steps);
  const left = steps.filter(
    ([id, step]) => !unseen.has(id) && !(step.kind === "reply" && unseen.has(step.answers)),
  );
  const ids = new Set(left.map(([id]) => id));
  const orderings = Object.entries(protocol.orderings).map(
    ([component, ordering]) => [component, reduced(ordering, ids)] as const,
  );
  return { ...protocol, steps: Object.fromEntries(left), orderings: Object.fromEntries(orderings) };
}

function reduced(ordering: Ordering, left: ReadonlySet<StepId>): Ordering {
  const all = (parts: readonly Ordering[]): readonly Ordering[] => parts.map((part) => reduced(part, left));
  switch (ordering.kind) {
    case "step":
      return left.has(ordering.step) ? ordering : { kind: "sequence", items: [] };
    case "sequence":
      return { ...ordering, items: all(ordering.items) };
    case "choice":
    case "parallel":
      return { ...ordering, branches: all(ordering.branches) };
    case "loop":
      return { ...ordering, body: reduced(ordering.body, left) };
    default:
      return ordering satisfies never;
  }
}
