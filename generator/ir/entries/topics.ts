import { binds, isEverywhere, type Policy } from "seqwright-runtime/model";
import type { PlacedStatement, Step } from "../model/diagram-model.ts";
import type { LinkedArrows } from "./linked-arrows.ts";

type Subscription = Extract<Policy, { readonly kind: "subscription" }>;

/** The topic of a queue, a listener or a consumer: its label names it, or else a note about it. */
export function topicOf(code: string, linked: LinkedArrows): string | undefined {
  return linked.participants.get(code)?.topic ?? subscriptionOf(code, linked)?.topic;
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
