import {
  type Attributes,
  context,
  propagation,
  ROOT_CONTEXT,
  SpanKind,
  trace,
  type Tracer,
} from "@opentelemetry/api";
import type { ConsumedEvent } from "../ports/event-consumer.ts";
import type { EventPublisher } from "../ports/event-publisher.ts";
import type { Subscribe, Subscription } from "../system/system-options.ts";
import { inSpan } from "./otel-span.ts";

export interface OtelOptions {
  /** The application's own tracer. Default: the one that its OpenTelemetry SDK registered. */
  readonly tracer?: Tracer;
}

/** The same publisher, but every event has a span, and carries it in its headers (`traceparent`) to whoever gets it. */
export function otelPublisher(
  publisher: EventPublisher,
  { tracer = trace.getTracer("seqwright") }: OtelOptions = {},
): EventPublisher {
  return {
    publish: async (event) => {
      const description = {
        name: `send ${event.topic}`,
        kind: SpanKind.PRODUCER,
        attributes: messagingAttributes("send", event.topic),
      };
      await inSpan(tracer, description, async () => {
        const carrier: Record<string, string> = {};
        propagation.inject(context.active(), carrier);
        await publisher.publish({ ...event, headers: { ...event.headers, ...carrier } });
      });
    },
  };
}

/**
 * The same way to subscribe, but every try to handle an event has a span: a child of the one that published the event,
 * wherever that was.
 */
export function otelSubscribe(
  subscribe: Subscribe,
  { tracer = trace.getTracer("seqwright") }: OtelOptions = {},
): Subscribe {
  return (subscription) => {
    const processing =
      <Rest extends readonly unknown[]>(
        handler: (event: ConsumedEvent, ...rest: Rest) => Promise<void>,
      ): typeof handler =>
      async (event, ...rest) => {
        const description = {
          name: `process ${event.topic}`,
          kind: SpanKind.CONSUMER,
          attributes: processAttributes(event, subscription),
          // A span that is active here was active when the consumer started: the event does not belong to it.
          parent: propagation.extract(ROOT_CONTEXT, event.headers),
        };
        await inSpan(tracer, description, async () => handler(event, ...rest));
      };
    return subscribe(
      subscription.acknowledge === "deferred"
        ? { ...subscription, handler: processing(subscription.handler) }
        : { ...subscription, handler: processing(subscription.handler) },
    );
  };
}

function messagingAttributes(operation: "send" | "process", topic: string): Attributes {
  return {
    "messaging.system": "kafka",
    "messaging.operation.name": operation,
    "messaging.operation.type": operation,
    "messaging.destination.name": topic,
  };
}

// The key stays out, as payloads do: it may be a person's.
function processAttributes(event: ConsumedEvent, { groupId }: Subscription): Attributes {
  return {
    ...messagingAttributes("process", event.topic),
    "messaging.consumer.group.name": groupId,
    "messaging.destination.partition.id": String(event.partition),
    "messaging.kafka.offset": Number(event.offset),
    "seqwright.attempt": event.attempt,
  };
}
