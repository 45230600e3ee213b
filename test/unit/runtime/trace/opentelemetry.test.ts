import { SpanKind, SpanStatusCode, trace } from "@opentelemetry/api";
import * as stable from "@opentelemetry/semantic-conventions";
import * as incubating from "@opentelemetry/semantic-conventions/incubating";
import { expect, test } from "vitest";
import { protocol as content } from "../../../../generated/event-콘텐츠생성완료구독/steps.gen.ts";
import { protocol } from "../../../../generated/content-이미지결과조회/steps.gen.ts";
import { system as polling } from "../../../../generated/content-이미지결과조회/wiring.gen.ts";
import { FatalError } from "../../../../runtime/errors/errors.ts";
import type { ConsumedEvent, DeferredAcknowledgement } from "../../../../runtime/ports/event-consumer.ts";
import type { OutgoingEvent } from "../../../../runtime/ports/event-publisher.ts";
import type { HttpRoute } from "../../../../runtime/ports/http-route.ts";
import type { RedisCommands } from "../../../../runtime/ports/redis-commands.ts";
import { sql } from "../../../../runtime/sql/sql.ts";
import { startSystem } from "../../../../runtime/system/start-system.ts";
import type { Subscription } from "../../../../runtime/system/system-options.ts";
import {
  otelExporter,
  otelPublisher,
  otelSubscribe,
  withOpenTelemetry,
} from "../../../../runtime/opentelemetry/index.ts";
import { traced } from "../../../../runtime/trace/traced.ts";
import { recordedSpans } from "../../../integration/runtime/recorded-spans.ts";

const cache = {
  get: async (key: string) => `secret of ${key}`,
  del: async () => Promise.reject(new Error("connection reset")),
};

const tracedCache = () =>
  traced(cache, { protocol, from: "JobMgr", to: "Cache", observer: otelExporter({ protocol }) });

test("every arrow is a span with the diagram's names, and without its payload", async () => {
  await using recorded = recordedSpans();

  expect(await tracedCache().get("job:private")).toBe("secret of job:private");

  const [span] = recorded.spans;
  expect(recorded.spans).toHaveLength(1);
  expect(span).toMatchObject({
    name: "JobManager → Redis Cache: get",
    kind: SpanKind.CLIENT,
    status: { code: SpanStatusCode.UNSET },
    attributes: {
      "seqwright.diagram": "content-이미지결과조회",
      "seqwright.step": "JobMgr → Cache: job:{jobId}",
      [stable.ATTR_CODE_FILE_PATH]: "diagrams/content-이미지결과조회.puml",
      [stable.ATTR_CODE_LINE_NUMBER]: 32,
      [stable.ATTR_DB_SYSTEM_NAME]: incubating.DB_SYSTEM_NAME_VALUE_REDIS,
      [stable.ATTR_DB_OPERATION_NAME]: "GET",
      [stable.ATTR_DB_QUERY_TEXT]: "GET job:{jobId}",
    },
  });
  expect(JSON.stringify([span?.name, span?.attributes, span?.events])).not.toMatch(/private|secret/);
});

test("a statement is told with placeholders, and its failure with PostgreSQL's code", async () => {
  await using recorded = recordedSpans();
  const refused = new FatalError("query failed", {
    cause: Object.assign(new Error("duplicate key"), { code: "23505" }),
  });
  const db = traced(
    { query: async () => Promise.reject(refused) },
    { protocol: content, from: "Repo", to: "DB", observer: otelExporter({ protocol: content }) },
  ) as { query(statement: unknown): Promise<unknown> };

  const statement = sql`UPDATE event_drafts SET content_images = ${"secret"}, updated_at = NOW() WHERE event_draft_id = ${1}`;
  await expect(db.query(statement)).rejects.toBe(refused);

  expect(recorded.spans).toMatchObject([
    {
      kind: SpanKind.CLIENT,
      status: { code: SpanStatusCode.ERROR, message: "query failed" },
      events: [{ name: "exception", attributes: { "exception.message": "query failed" } }],
      attributes: {
        [stable.ATTR_DB_SYSTEM_NAME]: stable.DB_SYSTEM_NAME_VALUE_POSTGRESQL,
        [stable.ATTR_DB_OPERATION_NAME]: "UPDATE",
        [stable.ATTR_DB_QUERY_TEXT]:
          "UPDATE event_drafts SET content_images = $1, updated_at = NOW() WHERE event_draft_id = $2",
        [stable.ATTR_DB_RESPONSE_STATUS_CODE]: "23505",
        [stable.ATTR_ERROR_TYPE]: "FatalError",
      },
    },
  ]);
  expect(JSON.stringify(recorded.spans[0]?.attributes)).not.toContain("secret");
});

test("a failed arrow is a failed span", async () => {
  await using recorded = recordedSpans();

  await expect(tracedCache().del()).rejects.toThrow("connection reset");

  expect(recorded.spans).toMatchObject([
    {
      ended: true,
      status: { code: SpanStatusCode.ERROR, message: "connection reset" },
      events: [{ name: "exception" }],
      attributes: { [stable.ATTR_ERROR_TYPE]: "Error" },
    },
  ]);
});

test("without an SDK, calls go through unchanged", async () => {
  expect(await tracedCache().get("a")).toBe("secret of a");
  await expect(tracedCache().del()).rejects.toThrow("connection reset");
});

test("an application's own tracer is used", async () => {
  await using recorded = recordedSpans();
  const tracer = trace.getTracer("the shop");
  const observer = otelExporter({ protocol, tracer });
  await traced(cache, { protocol, from: "JobMgr", to: "Cache", observer }).get("a");
  expect(recorded.spans[0]?.instrumentationScope.name).toBe("the shop");
});

const remote = { traceId: "0af7651916cd43dd8448eb211c80319c", spanId: "b7ad6b7169203331" };
const traceparent = `00-${remote.traceId}-${remote.spanId}-01`;

test("a request belongs to its client's trace, and every arrow to the one that led to it", async () => {
  await using recorded = recordedSpans();
  const routes: HttpRoute[] = [];
  const redis = { get: async () => null } as unknown as RedisCommands;
  const options = {
    clients: { redis },
    serve: (served: readonly HttpRoute[]) => {
      routes.push(...served);
      const stop = async (): Promise<void> => undefined;
      return { start: async () => "http://test", stop, [Symbol.asyncDispose]: stop };
    },
  };
  await using running = await startSystem(polling, withOpenTelemetry(options, polling));
  expect(running.url).toBe("http://test");
  const request = {
    parameters: { jobId: "7" },
    query: {},
    body: undefined,
    headers: { traceparent },
    signal: new AbortController().signal,
  };

  // Whatever the application was doing when it started the system is not what requests belong to.
  await trace.getTracer("app").startActiveSpan("start-up", async () => routes[0]?.handler(request));

  expect(recorded.lineage(recorded.spans[0])).toEqual([
    "JobManager → Redis Cache: get",
    "ContentService → JobManager: getJobStatus",
    "ContentController → ContentService: getJobStatus",
    "API Gateway → ContentController: getJobStatus",
    "Client → API Gateway: getJobStatus",
    "GET /api/content/jobs/{jobId}/status",
  ]);
  expect(recorded.spans.at(-1)).toMatchObject({
    kind: SpanKind.SERVER,
    status: { code: SpanStatusCode.UNSET },
    parentSpanContext: remote,
    attributes: {
      [stable.ATTR_HTTP_REQUEST_METHOD]: "GET",
      [stable.ATTR_HTTP_ROUTE]: "/api/content/jobs/{jobId}/status",
      [stable.ATTR_HTTP_RESPONSE_STATUS_CODE]: 404,
    },
  });
});

test("an event that is published carries its trace to the handler, whoever else is at work", async () => {
  await using recorded = recordedSpans();
  const published: OutgoingEvent[] = [];
  const publisher = otelPublisher({ publish: async (event) => void published.push(event) });
  const tracer = trace.getTracer("app");

  await tracer.startActiveSpan("take order", async (span) => {
    await publisher.publish({ topic: "orders", type: "Taken", payload: {}, headers: { tenant: "7" } });
    span.end();
  });
  const [sent] = published;
  expect(sent?.headers).toMatchObject({ tenant: "7", traceparent: expect.stringMatching(/^00-/) });

  for (const acknowledge of ["immediate", "deferred"] as const) {
    const failure = new Error(`refused, ${acknowledge}`);
    const handler = async (_: ConsumedEvent, ack?: DeferredAcknowledgement): Promise<void> => {
      expect(ack === undefined).toBe(acknowledge === "immediate");
      await tracer.startActiveSpan("work", async (span) => span.end());
      throw failure;
    };
    const subscription = subscribed({ topic: "orders", groupId: "billing", acknowledge, handler });
    const event = consumed(sent?.headers ?? {});
    const ack = { acknowledge: async () => undefined, reject: async () => undefined };
    const handling = tracer.startActiveSpan("start-up", async () =>
      subscription.acknowledge === "deferred"
        ? subscription.handler(event, ack)
        : subscription.handler(event),
    );
    await expect(handling).rejects.toBe(failure);
    expect(recorded.lineage(recorded.spans.at(-2))).toEqual([
      "work",
      "process orders",
      "send orders",
      "take order",
    ]);
    expect(recorded.spans.at(-1)).toMatchObject({
      kind: SpanKind.CONSUMER,
      status: { code: SpanStatusCode.ERROR, message: `refused, ${acknowledge}` },
      attributes: {
        [incubating.ATTR_MESSAGING_SYSTEM]: incubating.MESSAGING_SYSTEM_VALUE_KAFKA,
        [incubating.ATTR_MESSAGING_OPERATION_NAME]: "process",
        [incubating.ATTR_MESSAGING_OPERATION_TYPE]: incubating.MESSAGING_OPERATION_TYPE_VALUE_PROCESS,
        [incubating.ATTR_MESSAGING_DESTINATION_NAME]: "orders",
        [incubating.ATTR_MESSAGING_DESTINATION_PARTITION_ID]: "3",
        [incubating.ATTR_MESSAGING_CONSUMER_GROUP_NAME]: "billing",
        [incubating.ATTR_MESSAGING_KAFKA_OFFSET]: 42,
        "seqwright.attempt": 2,
      },
    });
  }
  expect(recorded.spans.find(({ name }) => name === "send orders")).toMatchObject({
    kind: SpanKind.PRODUCER,
    attributes: {
      [incubating.ATTR_MESSAGING_SYSTEM]: incubating.MESSAGING_SYSTEM_VALUE_KAFKA,
      [incubating.ATTR_MESSAGING_OPERATION_NAME]: "send",
      [incubating.ATTR_MESSAGING_OPERATION_TYPE]: incubating.MESSAGING_OPERATION_TYPE_VALUE_SEND,
      [incubating.ATTR_MESSAGING_DESTINATION_NAME]: "orders",
    },
  });
});

test("an event from somebody without traces, or with a broken header, begins a trace of its own", async () => {
  await using recorded = recordedSpans();
  const handler = async (): Promise<void> => undefined;
  for (const headers of [{}, { traceparent: "not-a-traceparent" }] as readonly Record<string, string>[]) {
    const subscription = subscribed({ topic: "t", groupId: "g", acknowledge: "immediate", handler });
    if (subscription.acknowledge !== "immediate") throw new Error("subscribed otherwise");
    const { handler: observed } = subscription;
    // The consumer was started while something else was going on.
    await trace.getTracer("app").startActiveSpan("start-up", async () => observed(consumed(headers)));
  }
  expect(recorded.spans.map(({ parentSpanContext }) => parentSpanContext)).toEqual([undefined, undefined]);
});

/** What a broker's adapter would be handed. */
function subscribed(subscription: Subscription): Subscription {
  let seen = subscription;
  const stop = async (): Promise<void> => undefined;
  otelSubscribe((one) => {
    seen = one;
    return { start: stop, stop, [Symbol.asyncDispose]: stop };
  })(subscription);
  return seen;
}

function consumed(headers: Readonly<Record<string, string>>): ConsumedEvent {
  return {
    topic: "orders",
    partition: 3,
    offset: "42",
    key: "a-person",
    type: "Taken",
    payload: {},
    headers,
    timestamp: new Date(0),
    attempt: 2,
    signal: new AbortController().signal,
  };
}
