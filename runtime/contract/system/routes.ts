import type { DiagramProtocol } from "../../model/diagram-protocol.ts";
import type { StepId } from "../../model/steps.ts";
import type { SystemEntry } from "../../system/system-definition.ts";
import { operationsOf } from "../monitor/operations-of.ts";
import { isPublished } from "./draw-input.ts";
import { withoutSteps } from "../state/without-steps.ts";
import type { SystemSubject } from "./system-subject.ts";

/**
 * The diagram once for each of the requests that lead to the same event: `POST /orders` and `POST /orders/{id}/again` may
 * both be drawn before the one `OrderPlaced` that follows either of them. A run of the running system follows one of them,
 * and what the others do is left out of its diagram. The subject alone where there are no such requests.
 */
export function routesOf(subject: SystemSubject): readonly SystemSubject[] {
  const { protocol } = subject;
  const roots = rootsOf(subject);
  const rivals = rivalsIn(subject, roots);
  if (rivals.length < 2) return [subject];
  return rivals.map((kept) => {
    const isLeftOut = (step: StepId): boolean => {
      const root = roots.get(step);
      return root !== undefined && root !== kept && rivals.includes(root);
    };
    return { ...subject, protocol: without(protocol, isLeftOut) };
  });
}

/** Whether the diagram has more than one of them. */
export function hasSeveralRoutes(drawing: Drawing): boolean {
  return rivalsIn(drawing, rootsOf(drawing)).length > 1;
}

/** What the routes of a diagram follow from. */
type Drawing = Pick<SystemSubject, "protocol" | "real"> & {
  readonly system: Pick<SystemSubject["system"], "entries" | "publications">;
};

/** For each step, the arrow by which the work came in that it is part of. */
function rootsOf({ protocol, real }: Drawing): ReadonlyMap<StepId, StepId> {
  const operations = operationsOf(protocol);
  const roots = new Map<StepId, StepId>();
  for (const [id, step] of Object.entries(protocol.steps)) {
    const around = step.kind !== "reply" && !real.includes(step.from) ? id : operations.get(step)?.from;
    if (around !== undefined && around !== "") roots.set(id, roots.get(around) ?? around);
  }
  return roots;
}

/** The arrows from outside that lead to an event that others of them lead to as well. */
function rivalsIn(subject: Drawing, roots: ReadonlyMap<StepId, StepId>): readonly StepId[] {
  const followUps = subject.system.entries.filter((entry) => isPublished(subject, entry));
  const leading = followUps.map((entry) => rootsTo(entry, subject, roots)).find(({ length }) => length > 1);
  return leading ?? [];
}

function rootsTo(
  entry: SystemEntry,
  { protocol, system }: Drawing,
  roots: ReadonlyMap<StepId, StepId>,
): readonly StepId[] {
  if (entry.kind !== "kafka") return [];
  const published = (system.publications ?? []).filter(
    ({ participant, eventType }) => participant === entry.participant && eventType === entry.eventType,
  );
  const steps = published.flatMap(({ method, participant }) =>
    Object.entries(protocol.steps).flatMap(([id, step]) =>
      step.kind !== "reply" && step.to === participant && step.method === method ? [id] : [],
    ),
  );
  return [...new Set(steps.flatMap((step) => roots.get(step) ?? []))];
}

/** A fragment goes with the last step in it; what is promised of steps alone, with the last of them. */
function without(protocol: DiagramProtocol, isLeftOut: (step: StepId) => boolean): DiagramProtocol {
  const isLeft = (step: StepId): boolean => !isLeftOut(step);
  const inUse = new Set(
    Object.entries(protocol.steps).flatMap(([id, { within }]) =>
      isLeft(id) ? within.map(([fragment]) => fragment) : [],
    ),
  );
  return {
    ...withoutSteps(protocol, { step: isLeft, fragment: (fragment) => inUse.has(fragment) }),
    policies: protocol.policies.filter(({ at }) => at.steps?.some(isLeft) !== false),
  };
}
