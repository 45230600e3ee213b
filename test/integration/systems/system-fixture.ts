import { inject, onTestFinished } from "vitest";
import type { KafkaConsumerEvent } from "../../../runtime/adapters/kafka/index.ts";
import { connectSystem } from "../../../runtime/connect/connect-system.ts";
import type { ResourceClients, SystemDefinition } from "../../../runtime/system/system-definition.ts";
import type { SystemEvent, SystemOptions, SystemSetup } from "../../../runtime/system/system-options.ts";
import { type RunningSystem, startSystem } from "../../../runtime/system/start-system.ts";
import type { Arrow, ArrowEvent } from "../../../runtime/trace/arrow-event.ts";
import type { ArrowObserver } from "../../../runtime/trace/arrow-observer.ts";
import { type TraceRecorder, traceRecorder } from "../../../runtime/trace/trace-recorder.ts";
import { freshDatabase } from "../../support/workflow/fresh-database.ts";
import type { TestTopic } from "../kafka/kafka-fixture.ts";

export interface TestSystem {
  readonly running: RunningSystem;
  readonly clients: ResourceClients;
  readonly trace: TraceRecorder;
  readonly consumed: readonly KafkaConsumerEvent[];
  readonly events: readonly SystemEvent[];
}

export interface TestSystemOptions extends SystemOptions {
  readonly setup?: SystemSetup;
  readonly topic?: TestTopic;
  readonly databaseUrl: string;
}

/** A database of its own, gone when the test is over. */
export async function testDatabase(): Promise<string> {
  const database = await freshDatabase(inject("services").postgres.url);
  onTestFinished(() => database[Symbol.asyncDispose]());
  return database.url;
}

/** The system of a diagram on the real servers, stopped when the test is over. */
export async function testSystem(
  system: SystemDefinition,
  { setup = {}, topic, databaseUrl, observers = [], ...options }: TestSystemOptions,
): Promise<TestSystem> {
  const consumed: KafkaConsumerEvent[] = [];
  const events: SystemEvent[] = [];
  const trace = traceRecorder();
  const connections = await connectSystem(
    { ...inject("services"), postgres: { url: databaseUrl } },
    {
      http: {},
      onConsumerEvent: (event) => void consumed.push(event),
      consumer: { commitIntervalMs: 20, sessionTimeoutMs: 6000, heartbeatIntervalMs: 500 },
    },
  );
  const [entry] = system.entries;
  const topics = topic === undefined || entry === undefined ? {} : { [entry.participant]: topic.name };
  const entries = system.entries.map((one) => ({ ...one, policies: { retryDelayMs: 10, ...one.policies } }));
  const running = await startSystem(
    { ...system, entries },
    {
      ...setup,
      ...connections.options,
      topics,
      ...(topic === undefined ? {} : { groupId: topic.group }),
      onEvent: (event) => void events.push(event),
      ...options,
      clients: { ...connections.options.clients, ...options.clients },
      observers: [trace, ...observers],
    },
  );
  onTestFinished(async () => {
    await running.stop();
    await connections[Symbol.asyncDispose]();
  });
  return { running, clients: connections.options.clients as ResourceClients, trace, consumed, events };
}

/** Does something just before some arrows arrive: throws, waits, notes. */
export function before(fits: (arrow: Arrow) => boolean, act: (arrow: Arrow) => unknown): ArrowObserver {
  return {
    async observe(arrow, proceed) {
      if (fits(arrow)) await act(arrow);
      return proceed();
    },
  };
}

/** `Handler → Cache: del` for each arrow, in the order of their answers, with a mark where one failed. */
export function arrows(events: readonly ArrowEvent[]): readonly string[] {
  return events.map(
    ({ from, to, method, outcome }) =>
      `${from} → ${to}: ${method}${outcome.kind === "threw" ? ` ✗ ${outcome.error}` : ""}`,
  );
}
