import type { StepId } from "../../model/steps.ts";
import type { Subject } from "../state/subject.ts";
import { withoutSteps } from "../state/without-steps.ts";
import { originalOf } from "./intercept.ts";
import type { TrialInstances } from "./trial-instances.ts";

/**
 * The subject without what nobody can watch: a step that a component takes by itself is seen by the method that is
 * drawn for it. Where its class has no such method, because the work is done in line, in a function or in a private
 * method, it is right as far as anybody can tell; what it does for others is still held to the diagram.
 */
export function withoutUnseenSteps(subject: Subject, instances: TrialInstances): Subject {
  const unseen = new Set(unseenSteps(subject, instances));
  if (unseen.size === 0) return subject;
  const { protocol } = subject;
  const isSeen = (id: StepId): boolean => {
    const step = protocol.steps[id];
    return !unseen.has(id) && !(step?.kind === "reply" && unseen.has(step.answers));
  };
  return { ...subject, protocol: withoutSteps(protocol, { step: isSeen, fragment: () => true }) };
}

/** The steps that are drawn for a method which a component lacks. */
export function unseenSteps({ protocol }: Subject, instances: TrialInstances): readonly StepId[] {
  return Object.entries(protocol.steps).flatMap(([id, step]) => {
    const instance = step.kind === "self" ? instances.get(step.from) : undefined;
    if (step.kind !== "self" || instance === undefined) return [];
    return originalOf(instance, step.method) === undefined ? [id] : [];
  });
}
