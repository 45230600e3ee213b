import { randomUUID } from "node:crypto";
import { SpanStatusCode, trace } from "@opentelemetry/api";
import { expect, inject, onTestFinished, test } from "vitest";
import { setup } from "../../../generated/event-콘텐츠생성완료구독/system.ts";
import { system } from "../../../generated/event-콘텐츠생성완료구독/wiring.gen.ts";
import { setup as workflowSetup } from "../../../generated/workflow-engine/system.ts";
import { system as workflow } from "../../../generated/workflow-engine/wiring.gen.ts";
import { postgresDatabase } from "../../../runtime/adapters/postgres.ts";
import { connectSystem } from "../../../runtime/connect/connect-system.ts";
import { RetryableError } from "../../../runtime/errors/errors.ts";
import { sql } from "../../../runtime/sql/sql.ts";
import { startSystem } from "../../../runtime/system/start-system.ts";
import type { ResourceClients } from "../../../runtime/system/system-definition.ts";
import type { Subscription, SystemOptions } from "../../../runtime/system/system-options.ts";
import { otelPublisher, withOpenTelemetry } from "../../../runtime/opentelemetry/index.ts";
import { eventually, type TestTopic, testTopic } from "../kafka/kafka-fixture.ts";
import { before, testDatabase } from "../systems/system-fixture.ts";
import { recordedSpans } from "./recorded-spans.ts";

/** The ContentCreated consumer on the real servers, as an application with OpenTelemetry starts it. */
async function observedSystem(topic: TestTopic): Promise<ResourceClients> {
  const connections = await connectSystem(
    { ...inject("services"), postgres: { url: await testDatabase() } },
    { consumer: { commitIntervalMs: 20, sessionTimeoutMs: 6000, heartbeatIntervalMs: 500 } },
  );
  let failuresLeft = 1;
  const failing = before(
    ({ to }) => to === "Repo" && failuresLeft-- > 0,
    () => {
      throw new RetryableError("injected: connection reset");
    },
  );
  const options = {
    ...setup,
    ...connections.options,
    topics: { Consumer: topic.name },
    groupId: topic.group,
    observers: [failing],
  };
  const entries = system.entries.map((one) => ({ ...one, policies: { ...one.policies, retryDelayMs: 10 } }));
  // As in an application, something is going on while the system is started: nothing that comes in belongs to it.
  const running = await trace
    .getTracer("app")
    .startActiveSpan("start-up", () =>
      startSystem({ ...system, entries }, withOpenTelemetry(options, system)),
    );
  onTestFinished(async () => {
    await running.stop();
    await connections[Symbol.asyncDispose]();
  });
  return connections.options.clients as ResourceClients;
}

test("one trace leads from the publisher through Kafka to PostgreSQL and Redis, over a failed try", async () => {
  await using recorded = recordedSpans();
  const topic = await testTopic();
  const { events, sql: database } = await observedSystem(topic);
  const eventDraftId = `draft-${randomUUID()}`;
  await database.query(sql`INSERT INTO event_drafts (event_draft_id) VALUES (${eventDraftId})`);
  const imageUrls = { simple: "https://cdn/s.png", fancy: "https://cdn/f.png", trendy: "https://cdn/t.png" };
  const payload = { jobId: "job-1", eventDraftId, imageUrls };

  await trace.getTracer("app").startActiveSpan("draw images", async (span) => {
    await otelPublisher(events).publish({ topic: topic.name, type: "ContentCreated", payload });
    span.end();
  });
  await eventually(async () => expect(await topic.committed()).toBe(1));

  const sent = [`send ${topic.name}`, "draw images"];
  const lineages = recorded.spans.map((span) => recorded.lineage(span));
  const handled = [
    "Kafka event-topic Consumer → EventHandler: onContentCreated",
    `process ${topic.name}`,
    ...sent,
  ];
  const saving = ["EventHandler → EventRepository: updateContentImages", ...handled];
  expect(lineages).toEqual([
    sent,
    sent.slice(1),
    saving,
    handled,
    handled.slice(1),
    ["EventRepository → Event DB: query", ...saving],
    saving,
    ["EventHandler → Redis Cache: del", ...handled],
    handled,
    handled.slice(1),
  ]);
  expect(new Set(recorded.spans.map((span) => span.spanContext().traceId)).size).toBe(1);
  const tries = recorded.spans.filter(({ name }) => name === `process ${topic.name}`);
  expect(tries).toMatchObject([
    {
      attributes: { "seqwright.attempt": 1, "error.type": "RetryableError" },
      status: { code: SpanStatusCode.ERROR, message: "injected: connection reset" },
      events: [{ name: "exception" }],
    },
    { attributes: { "seqwright.attempt": 2 }, status: { code: SpanStatusCode.UNSET } },
  ]);
  const told = recorded.spans.map(({ name, attributes }) => [name, attributes]);
  expect(JSON.stringify(told)).not.toMatch(/cdn|draft-[0-9a-f]{8}/);
});

test("a dead letter still belongs to the trace that its event came from", async () => {
  await using recorded = recordedSpans();
  const topic = await testTopic();
  const { events } = await observedSystem(topic);

  await otelPublisher(events).publish({ topic: topic.name, type: "ContentCreated", payload: {} });
  await eventually(async () => expect(await topic.committed()).toBe(1));

  const [letter] = await topic.read(`${topic.name}-dlt`);
  const { traceId, spanId } = recorded.spans[0]?.spanContext() ?? {};
  expect(String(letter?.message.headers?.["traceparent"])).toBe(`00-${traceId}-${spanId}-01`);
});

test("what goes on in the background stays in the trace of the message that it came from", async () => {
  await using recorded = recordedSpans();
  await using database = postgresDatabase({ url: await testDatabase() });
  const traceId = "0af7651916cd43dd8448eb211c80319c";
  const subscriptions: Subscription[] = [];
  const stop = async (): Promise<void> => undefined;
  const options: SystemOptions = {
    ...workflowSetup,
    clients: { sql: database },
    participants: {
      MinioSvc: { minioAddUserCompletableFuture: stop, createObjectPathCompletableFuture: stop },
    },
    subscribe: (subscription) => {
      subscriptions.push(subscription);
      return { start: stop, stop, [Symbol.asyncDispose]: stop };
    },
  };
  await using _ = await trace
    .getTracer("app")
    .startActiveSpan("start-up", async () => startSystem(workflow, withOpenTelemetry(options, workflow)));
  const [subscription] = subscriptions;
  if (subscription?.acknowledge !== "deferred") throw new Error("the diagram acknowledges later");

  await new Promise<void>((resolve, reject) => {
    const ack = { acknowledge: async () => resolve(), reject: async (error: unknown) => reject(error) };
    const event = {
      topic: "user-events",
      partition: 0,
      offset: "0",
      key: null,
      type: undefined,
      payload: { userId: "u", eventId: "e", displayName: "d" },
      headers: { traceparent: `00-${traceId}-b7ad6b7169203331-01` },
      timestamp: new Date(),
      attempt: 1,
      signal: new AbortController().signal,
    };
    subscription.handler(event, ack).catch(reject);
  });
  const last = "MinioUserEventHandler → KafkaListener: acknowledge";
  await eventually(() => expect(recorded.spans.map(({ name }) => name)).toContain(last));

  expect(recorded.spans.length).toBeGreaterThan(10);
  expect(new Set(recorded.spans.map((span) => span.spanContext().traceId))).toEqual(new Set([traceId]));
});
