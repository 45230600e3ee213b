import { binds, isEverywhere, type Policy } from "seqwright-runtime/model";
import type { CallStep, PlacedStatement, Step } from "../model/diagram-model.ts";
import type { LinkedArrows } from "./linked-arrows.ts";

type Subscription = Extract<Policy, { readonly kind: "subscription" }>;

/** The topic of a queue, a listener or a consumer: its label names it, or else a note about it. */
export function topicOf(code: string, linked: LinkedArrows): string | undefined {
  return linked.participants.get(code)?.topic ?? subscriptionOf(code, linked)?.topic;
}

/**
 * The type of the events that an arrow out of a topic takes: what a note or a directive at this very arrow says, or a
 * note about its sender, where that has only one kind of event, or else the arrow's own text.
 */
export function eventTypeOf(step: CallStep, linked: LinkedArrows): string | undefined {
  const { policies, steps } = linked;
  const named = eventIn(step);
  const here = policies.find(
    (policy): policy is PlacedStatement & Subscription =>
      policy.kind === "subscription" &&
      policy.event !== undefined &&
      policy.at.steps?.includes(step.id) === true,
  );
  if (here !== undefined) return here.event;
  const others = steps.some(
    (other) => other.from === step.from && eventIn(other) !== undefined && eventIn(other) !== named,
  );
  return others ? named : (subscriptionOf(step.from, linked)?.event ?? named);
}

function eventIn(step: Step): string | undefined {
  return step.kind === "call" && step.wire?.kind === "event" ? step.wire.name : undefined;
}

/** What a note says that a participant subscribes to; a note about nobody in particular speaks of all. */
export function subscriptionOf(code: string, { policies, steps }: LinkedArrows): Subscription | undefined {
  return policies.find(
    (policy): policy is PlacedStatement & Subscription =>
      policy.kind === "subscription" && isAbout(code, policy, steps),
  );
}

function isAbout(code: string, { at }: PlacedStatement, steps: readonly Step[]): boolean {
  if (isEverywhere(at) || at.participants?.includes(code) === true) return true;
  return steps.some((step) => step.from === code && binds(at, step));
}
