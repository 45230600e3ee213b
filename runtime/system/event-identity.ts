import { createHash } from "node:crypto";
import type { ConsumedEvent } from "../ports/event-consumer.ts";
import { canonicalText } from "../trace/canonical-text.ts";

/**
 * What two deliveries of one event have in common, and two events of one type and topic do not: what `eventId` says, or
 * the header `event-id`, or the payload's `eventId`, or else all of the payload.
 */
export function eventIdentity(
  { headers, payload, key, type }: ConsumedEvent,
  eventId?: (payload: unknown) => string | undefined,
): string {
  const said = eventId?.(payload) ?? headers["event-id"] ?? idIn(payload);
  return said ?? contentIdentity({ type, key, payload });
}

/**
 * The id together with the type: `OrderPaid` and `OrderCancelled` of one order may well have the same id. Stable, because
 * a delivery that is repeated has the type of the first one.
 */
export function typedId(type: string, id: string): string {
  // The id comes last, so that only the type could be taken for part of something else.
  return `${type.replaceAll("%", "%25").replaceAll("/", "%2F")}/${id}`;
}

/**
 * All that an event says, as one text. In full, where a trace makes do with a digest of less: an event that is taken
 * for another one is lost, and whoever may send events must not be able to find two that are.
 */
export function contentIdentity({
  type,
  key,
  payload,
}: Pick<ConsumedEvent, "type" | "key" | "payload">): string {
  const content = canonicalText([type, key, payload], { depthMax: 1000, valuesMax: Infinity });
  return createHash("sha256").update(content).digest("hex");
}

function idIn(payload: unknown): string | undefined {
  if (typeof payload !== "object" || payload === null || !("eventId" in payload)) return undefined;
  const { eventId } = payload;
  return typeof eventId === "string" && eventId !== "" ? eventId : undefined;
}
