import type { ZodType } from "zod";
import { parse } from "../errors/decode.ts";
import { InvalidPayloadError } from "../errors/errors.ts";
import type { ConsumedEvent } from "../ports/event-consumer.ts";

/** What tells the events of one arrow from those of another arrow out of the same topic. */
export interface EventKind {
  /** The type that the arrow takes; events of another type are not for it. */
  readonly eventType?: string;
  /** What payloads are; `undefined` when they are as they should be. */
  readonly schema?: ZodType | undefined;
}

export interface Taken<Kind> {
  readonly kind: Kind;
  /** As the schema of the kind has it. */
  readonly payload: unknown;
}

/**
 * Who takes an event of a topic: the arrows of its type, or else the first of any type whose schema its payload fits, in
 * the diagram's order, and all that are like it (the same event, drawn to several components). An event that does not
 * say its type may be for any arrow. Nobody takes it when every arrow is of another type.
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
    const named = kinds.filter(({ eventType }) => eventType === type);
    if (named.length > 0) return taken(named);
  }
  const [only] = candidates;
  if (only === undefined) return [];
  if (candidates.every((kind) => isAlike(kind, only))) return taken(candidates);
  const first = candidates.find(({ schema }) => schema === undefined || schema.safeParse(payload).success);
  if (first === undefined) throw new InvalidPayloadError(what, ["it is none of the events that are drawn"]);
  return taken(candidates.filter((kind) => isAlike(kind, first)));
}

function isAlike(one: EventKind, other: EventKind): boolean {
  return one.schema === other.schema && one.eventType === other.eventType;
}
