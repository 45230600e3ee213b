import type { Acknowledgement } from "../ports/acknowledgement.ts";
import type { ConsumedEvent, DeferredAcknowledgement, EventConsumer } from "../ports/event-consumer.ts";
import { inRun, traced } from "../trace/traced.ts";
import { allObservers } from "../trace/arrow-observer.ts";
import { callbackObject, entryArguments } from "./entry-arguments.ts";
import { contentIdentity, eventIdentity } from "./event-identity.ts";
import { processedEvents } from "./processed-events.ts";
import { callEntry, isDurable, type SystemContext } from "./system-context.ts";
import type { KafkaEntry } from "./system-definition.ts";
import type { Subscription } from "./system-options.ts";

export interface EntryConsumer {
  readonly consumer: EventConsumer;
  readonly topic: string;
  readonly groupId: string;
}

/**
 * Where the diagram names no limit, an outage of some minutes is to be waited out, as the engine does; and what fails
 * for good is still to make way in the end.
 */
const unstatedRetriesMax = 10;

/** The consumer that brings the events of a topic to a component. */
export function consumerFor(entry: KafkaEntry, context: SystemContext): EntryConsumer {
  const { system, options } = context;
  const { protocol, policies } = system;
  const topic = options.topics?.[entry.participant] ?? entry.topic;
  if (topic === undefined)
    throw new Error(
      `${protocol.source} does not name the topic of ${entry.participant}: give \`topics: { ${entry.participant}: "…" }\``,
    );
  if (options.subscribe === undefined)
    throw new Error(`${protocol.source} has events coming in: give startSystem \`subscribe\``);
  const groupId = options.groupId ?? protocol.name;
  const { retriesMax = unstatedRetriesMax, retryDelayMs, deadLetterTopic } = policies;
  const terms = {
    topic,
    groupId,
    ...(entry.eventType === undefined ? {} : { eventType: entry.eventType }),
    ...(entry.schema === undefined ? {} : { schema: entry.schema }),
    retry: { retriesMax, ...(retryDelayMs === undefined ? {} : { delayMs: retryDelayMs }) },
    ...(deadLetterTopic === undefined ? {} : { deadLetter: { topic: deadLetterTopic } }),
  };
  return {
    consumer: options.subscribe({ ...terms, ...handlerFor(entry, context, groupId) }),
    topic,
    groupId,
  };
}

type Handling =
  | Pick<Subscription & { acknowledge: "immediate" }, "acknowledge" | "handler">
  | Pick<Subscription & { acknowledge: "deferred" }, "acknowledge" | "handler">;

function handlerFor(entry: KafkaEntry, context: SystemContext, groupId: string): Handling {
  if (isDurable(entry, context)) return durableHandler(entry, context);
  if (entry.acknowledge === "deferred")
    return { acknowledge: "deferred", handler: deferredHandler(entry, context) };
  return { acknowledge: "immediate", handler: immediateHandler(entry, context, groupId) };
}

function immediateHandler(entry: KafkaEntry, context: SystemContext, groupId: string) {
  const { system, options, database } = context;
  const processed = database === undefined ? undefined : processedEvents(database, groupId);
  return async (event: ConsumedEvent): Promise<void> => {
    const id = eventIdentity(event, options.eventId);
    if ((await processed?.has(id)) === true) {
      options.onEvent?.({ kind: "duplicate", topic: event.topic, id });
      return;
    }
    await callEntry(entry, context, entryArguments(system.protocol, entry, event.payload, undefined));
    await processed?.add(id);
  };
}

function deferredHandler(entry: KafkaEntry, context: SystemContext) {
  return async (event: ConsumedEvent, ack: DeferredAcknowledgement): Promise<void> => {
    await callEntry(
      entry,
      context,
      entryArguments(context.system.protocol, entry, event.payload, callback(entry, context, ack)),
    );
  };
}

/** The event begins a workflow: its message is settled when the workflow is over, whoever ends it. */
function durableHandler(entry: KafkaEntry, context: SystemContext): Handling {
  const { system, options, engine } = context;
  const { name } = system.protocol;
  if (engine === undefined) throw new Error(`${name} has no engine`);
  const workflow = engine.workflow<unknown>(
    `${name}/${entry.component}.${entry.method}`,
    async (payload, ack, id) => {
      const args = entryArguments(system.protocol, entry, payload, callback(entry, context, ack));
      // Whoever takes the workflow up after a crash goes on with its trace, too.
      await inRun(() => callEntry(entry, context, args), id);
    },
  );
  const begin = async (event: ConsumedEvent, ack?: DeferredAcknowledgement): Promise<void> => {
    const id = workflowId(event, context);
    const begun = await workflow.start(id, event.payload, ack);
    if (begun === "known") options.onEvent?.({ kind: "duplicate", topic: event.topic, id });
  };
  return entry.acknowledge === "deferred"
    ? { acknowledge: "deferred", handler: begin }
    : { acknowledge: "immediate", handler: async (event) => begin(event) };
}

/**
 * The same for every delivery of an event. Where neither the event nor the diagram says that equal events are one, it
 * is the record; its content and time keep it apart from that of a topic of the same name that was deleted.
 */
function workflowId(event: ConsumedEvent, { system, options }: SystemContext): string {
  const said = eventIdentity(event, options.eventId);
  const content = contentIdentity(event);
  if (said !== content || system.policies.idempotent === true) return said;
  const { topic, partition, offset, timestamp } = event;
  return `${topic}/${partition}/${offset}/${timestamp.getTime()}/${content}`;
}

function callback(entry: KafkaEntry, { system, options }: SystemContext, ack: Acknowledgement): object {
  const { protocol } = system;
  return traced(callbackObject(protocol, entry.participant, ack), {
    protocol,
    from: entry.component,
    to: entry.participant,
    observer: allObservers(options.observers ?? []),
  });
}
