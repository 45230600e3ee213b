import type { Policy } from "seqwright-runtime/model";
import type { LinkedArrows } from "./linked-arrows.ts";

type Subscription = Extract<Policy, { readonly kind: "subscription" }>;

/** The topic of a queue, a listener or a consumer: its label names it, or else a note about it. */
export function topicOf(code: string, linked: LinkedArrows): string | undefined {
  return linked.participants.get(code)?.topic ?? subscriptionOf(code, linked)?.topic;
}

/** What a note says that a participant subscribes to; a note about nobody in particular speaks of all. */
export function subscriptionOf(code: string, { policies }: LinkedArrows): Subscription | undefined {
  return policies.flatMap(({ policy, participants }) =>
    policy.kind === "subscription" && (participants.length === 0 || participants.includes(code))
      ? [policy]
      : [],
  )[0];
}
