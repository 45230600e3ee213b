import type { ConsumedEvent } from "../ports/event-consumer.ts";
import { payloadDigest } from "../trace/payload-digest.ts";

/**
 * What two deliveries of one event have in common and two events do not: the header `event-id`, or the payload's
 * `eventId`, or else all of the payload.
 */
export function eventIdentity(
  { headers, payload, key, type }: ConsumedEvent,
  eventId?: (payload: unknown) => string | undefined,
): string {
  const said = eventId?.(payload) ?? headers["event-id"] ?? idIn(payload);
  return said ?? payloadDigest([type, key, payload]);
}

function idIn(payload: unknown): string | undefined {
  if (typeof payload !== "object" || payload === null || !("eventId" in payload)) return undefined;
  const { eventId } = payload;
  return typeof eventId === "string" && eventId !== "" ? eventId : undefined;
}
