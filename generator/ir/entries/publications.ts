import type { Publication } from "../model/publication.ts";
import { payloadOf } from "./kafka-entry.ts";
import type { LinkedArrows } from "./linked-arrows.ts";
import { topicOf } from "./topics.ts";

/** What is written to topics: `OrderService ->> Events : OrderPlaced event {orderId}`. */
export function findPublications(linked: LinkedArrows): readonly Publication[] {
  return linked.steps.flatMap((step): Publication[] => {
    const receiver = linked.participants.get(step.to);
    if (step.kind !== "call" || receiver?.role !== "resource" || receiver.kind !== "kafka") return [];
    return [
      {
        step: step.id,
        participant: step.to,
        topic: topicOf(step.to, linked),
        eventType: step.wire?.kind === "event" ? step.wire.name : undefined,
        schema: payloadOf(step),
      },
    ];
  });
}
