import type { ZodType } from "zod";
import { parse } from "../errors/decode.ts";
import type { Publication } from "../model/publications.ts";
import type { EventPublisher } from "../ports/event-publisher.ts";
import { textAt, withTextAt } from "./payload-path.ts";

/**
 * The port of a topic whose events the diagram says in full: each method publishes its payload, checked, under the
 * event's type, and resolves when the broker has it. `topics` names topics otherwise than the diagram, by participant.
 */
export function topicPublisher(
  publications: readonly Publication<ZodType>[],
  events: EventPublisher,
  topics: Readonly<Record<string, string>> = {},
): object {
  return Object.fromEntries(
    publications.map((publication) => [
      publication.method,
      async (payload: unknown): Promise<void> => {
        const { participant, topic: drawn, eventType: type, schema, key, typeField } = publication;
        const topic = topics[participant] ?? drawn;
        const checked =
          schema === undefined ? payload : parse(schema, payload, `${type} for topic "${topic}"`);
        const keyed = key === undefined ? undefined : textAt(checked, key);
        await events.publish({
          topic,
          type,
          payload: typeField === undefined ? checked : withTextAt(checked, typeField, type),
          ...(keyed === undefined ? {} : { key: keyed }),
        });
      },
    ]),
  );
}
