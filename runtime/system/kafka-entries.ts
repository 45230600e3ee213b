import type { ZodType } from "zod";
import { FatalError, RetryableError } from "../errors/errors.ts";
import { withDeadline } from "../time/within.ts";
import type { ConsumedEvent, DeferredAcknowledgement, EventConsumer } from "../ports/event-consumer.ts";
import { type EntryHandler, entryHandler } from "./entry-handler.ts";
import { type EventKind, takersOf } from "./event-dispatch.ts";
import { termsOf } from "./entry-terms.ts";
import { sharedAcknowledgement } from "./shared-acknowledgement.ts";
import { textAt } from "./payload-path.ts";
import type { SystemContext } from "./system-context.ts";
import type { KafkaEntry } from "../model/entries.ts";
import { refuseAmbiguous } from "./refuse-ambiguous.ts";
import type { Subscription } from "./system-options.ts";

export interface EntriesConsumer {
  readonly consumer: EventConsumer;
  readonly topics: readonly string[];
  readonly groupId: string;
}

/** An arrow by which events come in, and what is done with them. */
interface KafkaArrow extends EventKind, EntryHandler {
  readonly topic: string;
  readonly deadlineMs: number | undefined;
}

/**
 * The consumer that brings events to components: one for all arrows and topics of the diagram, in one group. Members of
 * a group must all want the same: of two consumers in it with a topic or an event type each, either would get
 * partitions that only the other can deal with. A group for each topic would do as well, but its name, and with it the
 * committed offsets, would change as soon as a second topic is drawn.
 */
export function consumerFor(
  entries: readonly KafkaEntry<ZodType>[],
  context: SystemContext,
): EntriesConsumer {
  const { system, options } = context;
  const { protocol } = system;
  const topicsOfEntries = entries.map((entry) => topicOf(entry, context));
  if (options.subscribe === undefined)
    throw new Error(`${protocol.source} has events coming in: give startSystem \`subscribe\``);
  const typeField = entries.find((entry) => entry.typeField !== undefined)?.typeField;
  refuseAmbiguous(entries, topicsOfEntries, system);
  const groupId = options.groupId ?? protocol.name;
  const schema = typeField === undefined ? sharedSchema(entries) : undefined;
  const arrows = entries.map((entry, index): KafkaArrow => ({
    ...(entry.eventType === undefined ? {} : { eventType: entry.eventType }),
    // What the consumer checks need not be checked again.
    schema: schema === undefined ? entry.schema : undefined,
    topic: topicsOfEntries[index] ?? "",
    deadlineMs: entry.policies?.deadlineMs,
    ...entryHandler(entry, context, groupId),
  }));
  const topics = [...new Set(topicsOfEntries)];
  // A consumer sees headers only: what payloads say is for the handler to read.
  const eventType = typeField === undefined ? eventTypes(entries) : undefined;
  const terms = {
    topic: oneOrAll(topics),
    groupId,
    ...(eventType === undefined ? {} : { eventType: oneOrAll(eventType) }),
    ...(schema === undefined ? {} : { schema }),
    ...termsOf(entries.map((entry, index) => ({ ...entry, topic: topicsOfEntries[index] ?? "" }))),
  };
  return {
    consumer: options.subscribe({ ...terms, ...handling({ arrows, typeField, options }) }),
    topics,
    groupId,
  };
}

/** How events find their way to arrows. */
interface Dispatch {
  readonly arrows: readonly KafkaArrow[];
  /** Where payloads say an event's type; the header says it otherwise. */
  readonly typeField: string | undefined;
  readonly options: SystemContext["options"];
}

/** A message that nobody answers for later is settled by returning. */
function handling(
  dispatch: Dispatch,
): Pick<Subscription & { acknowledge: "immediate" }, "acknowledge" | "handler"> | DeferredHandling {
  return dispatch.arrows.some(({ acknowledge }) => acknowledge === "deferred")
    ? { acknowledge: "deferred", handler: async (event, ack) => deliver(dispatch, event, ack) }
    : { acknowledge: "immediate", handler: async (event) => deliver(dispatch, event, settledByReturning) };
}

type DeferredHandling = Pick<Subscription & { acknowledge: "deferred" }, "acknowledge" | "handler">;

const settledByReturning: DeferredAcknowledgement = {
  acknowledge: async () => {},
  reject: async () => {},
};

/** An event that nobody takes has been dealt with. */
async function deliver(
  { arrows, typeField, options }: Dispatch,
  event: ConsumedEvent,
  ack: DeferredAcknowledgement,
): Promise<void> {
  const { topic, payload } = event;
  const type = (typeField === undefined ? undefined : textAt(payload, typeField)) ?? event.type;
  const takers = takersOf(arrowsOf(topic, arrows), { topic, type, payload });
  if (takers.length === 0) {
    options.onEvent?.({ kind: "skipped", topic, type });
    return ack.acknowledge();
  }
  const shares = sharedAcknowledgement(ack, takers.length);
  for (const [index, { kind, payload }] of takers.entries()) {
    const share = shares[index] ?? ack;
    await inTime(kind, kind.handle(event, payload, share));
    if (kind.acknowledge === "on-return") await share.acknowledge();
  }
}

/** The limit that a note sets counts from the start of the handler; work in the background has none. */
async function inTime({ deadlineMs }: KafkaArrow, handled: Promise<void>): Promise<void> {
  if (deadlineMs === undefined) return handled;
  const late = (): Error => new RetryableError(`the handler took longer than ${deadlineMs} ms`);
  return withDeadline(deadlineMs, handled, late);
}

/** Whoever subscribes may know a topic by another name, which is no riddle as long as there is only one. */
function arrowsOf(topic: string, arrows: readonly KafkaArrow[]): readonly KafkaArrow[] {
  const topics = new Set(arrows.map((arrow) => arrow.topic));
  if (topics.size <= 1) return arrows;
  if (!topics.has(topic)) throw new FatalError(`an event of topic "${topic}", which was not subscribed to`);
  return arrows.filter((arrow) => arrow.topic === topic);
}

function topicOf(
  { participant, topic: drawn }: KafkaEntry<ZodType>,
  { system, options }: SystemContext,
): string {
  const topic = options.topics?.[participant] ?? drawn;
  if (topic !== undefined) return topic;
  throw new Error(
    `${system.protocol.source} does not name the topic of ${participant}: give \`topics: { ${participant}: "…" }\``,
  );
}

/** Then the consumer can check it, and what does not fit is poison to it, never tried at all. */
function sharedSchema(entries: readonly KafkaEntry<ZodType>[]): ZodType | undefined {
  const [schema, ...others] = new Set(entries.map((entry) => entry.schema));
  return others.length === 0 ? schema : undefined;
}

/** All that anybody subscribes to; `undefined` when somebody takes events of any type. */
function eventTypes(entries: readonly KafkaEntry<ZodType>[]): readonly string[] | undefined {
  const said = entries.flatMap(({ eventType }) => eventType ?? []);
  return said.length < entries.length ? undefined : [...new Set(said)];
}

function oneOrAll<T>(all: readonly T[]): T | readonly T[] {
  const [first, ...others] = all;
  return first === undefined || others.length > 0 ? all : first;
}
