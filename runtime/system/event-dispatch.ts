import type { ZodType } from "zod";
import { parse } from "../errors/decode.ts";
import { InvalidPayloadError } from "../errors/errors.ts";
import type { ConsumedEvent } from "../ports/event-consumer.ts";

/** What tells the events of one arrow from those of another arrow out of the same topic. */
export interface EventKind {
  /** The type that the diagram subscribes to; events of another type are not for this arrow. */
  readonly eventType?: string;
  /** What the arrow calls its event, for events that say their type where no arrow subscribes to it. */
  readonly eventName?: string;
  /** What payloads are; `undefined` when they are as they should be. */
  readonly schema?: ZodType | undefined;
}

export interface Taken<Kind> {
  readonly kind: Kind;
  /** As the schema of the kind has it. */
  readonly payload: unknown;
}

/**
 * Who takes an event of a topic: the arrows that subscribe to its type, or else those that are called what its type
 * says, or else the first whose schema its payload fits, in the diagram's order, and all that are like it (the same
 * event, drawn to several components). Nobody when every arrow subscribes to another type.
 *
 * Throws an `InvalidPayloadError` when an event that is for an arrow is not what the diagram says.
 */
export function takersOf<Kind extends EventKind>(
  kinds: readonly Kind[],
  { topic, type, payload }: Pick<ConsumedEvent, "topic" | "type" | "payload">,
): readonly Taken<Kind>[] {
  const what = `record of topic "${topic}"`;
  const taken = (takers: readonly Kind[]) =>
    takers.map((kind) => ({
      kind,
      payload: kind.schema === undefined ? payload : parse(kind.schema, payload, what),
    }));

  const candidates = kinds.filter(({ eventType }) => type === undefined || eventType === undefined);
  if (type !== undefined) {
    const subscribed = kinds.filter(({ eventType }) => eventType === type);
    if (subscribed.length > 0) return taken(subscribed);
    const called = candidates.filter(({ eventName }) => eventName === type);
    if (called.length > 0) return taken(called);
  }
  const [only] = candidates;
  if (only === undefined) return [];
  if (candidates.every((kind) => isAlike(kind, only))) return taken(candidates);
  const first = candidates.find(({ schema }) => schema === undefined || schema.safeParse(payload).success);
  if (first === undefined) throw new InvalidPayloadError(what, ["it is none of the events that are drawn"]);
  return taken(candidates.filter((kind) => isAlike(kind, first)));
}

function isAlike(one: EventKind, other: EventKind): boolean {
  return (
    one.schema === other.schema && one.eventType === other.eventType && one.eventName === other.eventName
  );
}
