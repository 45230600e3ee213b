import type { ZodType } from "zod";
import { FatalError } from "../errors/errors.ts";
import type { ConsumedEvent, DeferredAcknowledgement } from "../ports/event-consumer.ts";
import { inRun, traced } from "../trace/traced.ts";
import { callbackObject, type MessageAnswers } from "./callback-object.ts";
import { entryArguments } from "./entry-arguments.ts";
import { contentIdentity, eventIdentity, typedId } from "./event-identity.ts";
import { processedEvents } from "./processed-events.ts";
import { callEntry, isDurable, type SystemContext, workflowName } from "./system-context.ts";
import type { KafkaEntry } from "../model/entries.ts";

/** What is done with the events of an entry. */
export interface EntryHandler {
  /** Whether a message has been dealt with when `handle` resolves, or when its acknowledgement says so. */
  readonly acknowledge: "on-return" | "deferred";
  handle(event: ConsumedEvent, payload: unknown, ack: DeferredAcknowledgement): Promise<void>;
}

export function entryHandler(
  entry: KafkaEntry<ZodType>,
  context: SystemContext,
  groupId: string,
): EntryHandler {
  if (isDurable(entry, context)) return durableHandler(entry, context);
  if (entry.acknowledge === "deferred") return deferredHandler(entry, context);
  return immediateHandler(entry, context, groupId);
}

function immediateHandler(entry: KafkaEntry<ZodType>, context: SystemContext, groupId: string): EntryHandler {
  const { system, options, database } = context;
  const remembers = entry.policies?.idempotent === true && database !== undefined;
  const processed = remembers ? processedEvents(database, groupId) : undefined;
  return {
    acknowledge: "on-return",
    async handle(event, payload) {
      const id = eventIdentity(event, options.eventId);
      // Several components may get the event, and each of them has to deal with it; and ids are the sender's.
      const key = `${entry.component}.${entry.method}/${event.topic}/${typedId(event.type ?? "", id)}`;
      if ((await processed?.has(key)) === true) {
        options.onEvent?.({ kind: "duplicate", topic: event.topic, id });
        return;
      }
      await callEntry(entry, context, entryArguments(system.protocol, entry, payload, undefined));
      await processed?.add(key);
    },
  };
}

function deferredHandler(entry: KafkaEntry<ZodType>, context: SystemContext): EntryHandler {
  return {
    acknowledge: "deferred",
    async handle(_event, payload, ack) {
      const answers: MessageAnswers = {
        acknowledge: () => ack.acknowledge(),
        refuse: (method) => ack.reject(new Error(`refused by ${method}`)),
      };
      const callback = callbackFor(entry, context, answers);
      await callEntry(entry, context, entryArguments(context.system.protocol, entry, payload, callback));
    },
  };
}

/**
 * The event begins a workflow: its message is settled when the workflow is over, whoever ends it, also where the
 * diagram shows no acknowledgement. A message that was settled earlier would be gone when the workflow fails.
 */
function durableHandler(entry: KafkaEntry<ZodType>, context: SystemContext): EntryHandler {
  const { system, options, engine } = context;
  const { protocol } = system;
  if (engine === undefined) throw new Error(`${protocol.name} has no engine`);
  const workflow = engine.workflow<unknown>(workflowName(entry, system), async (payload, ack, id) => {
    const answers: MessageAnswers = {
      acknowledge: () => ack.acknowledge(),
      // Only a workflow that fails has its message rejected, by whichever process holds it then.
      refuse: async (method) => {
        throw new FatalError(`refused by ${method}`);
      },
    };
    const args = entryArguments(protocol, entry, payload, callbackFor(entry, context, answers));
    // Whoever takes the workflow up after a crash goes on with its trace, too.
    await inRun(() => callEntry(entry, context, args), id);
  });
  return {
    acknowledge: "deferred",
    async handle(event, payload, ack) {
      const id = workflowId(event, entry, context);
      const begun = await workflow.start(id, payload, ack);
      if (begun === "known") options.onEvent?.({ kind: "duplicate", topic: event.topic, id });
    },
  };
}

/**
 * The same for every delivery of an event: its id, as operators know it. What comes by other arrows, from other topics,
 * begins workflows of another name, so that their ids cannot meet. Where neither the event nor the diagram says that
 * equal events are one, it is the record; its content and time keep it apart from that of a topic of the same name that
 * was deleted.
 */
function workflowId(
  event: ConsumedEvent,
  { policies }: KafkaEntry<ZodType>,
  { options }: SystemContext,
): string {
  const said = eventIdentity(event, options.eventId);
  const content = contentIdentity(event);
  if (said !== content || policies?.idempotent === true) return said;
  const { topic, partition, offset, timestamp } = event;
  return `${topic}/${partition}/${offset}/${timestamp.getTime()}/${content}`;
}

function callbackFor(
  entry: KafkaEntry<ZodType>,
  { system, observer }: SystemContext,
  answers: MessageAnswers,
): object {
  const { protocol } = system;
  return traced(callbackObject(protocol, entry, answers), {
    protocol,
    from: entry.component,
    to: entry.participant,
    observer,
  });
}
