import { expect, onTestFinished, test } from "vitest";
import { system as content } from "../../../../generated/event-콘텐츠생성완료구독/wiring.gen.ts";
import { system as polling } from "../../../../generated/content-이미지결과조회/wiring.gen.ts";
import { setup } from "../../../../generated/workflow-engine/system.ts";
import { system as workflow } from "../../../../generated/workflow-engine/wiring.gen.ts";
import { pgliteDatabase } from "../../../../runtime/adapters/pglite.ts";
import type { ConsumedEvent } from "../../../../runtime/ports/event-consumer.ts";
import type { HttpRoute } from "../../../../runtime/ports/http-route.ts";
import type { RedisCommands } from "../../../../runtime/ports/redis-commands.ts";
import { sql } from "../../../../runtime/sql/sql.ts";
import type { Subscription, SystemEvent, SystemOptions } from "../../../../runtime/system/system-options.ts";
import { startSystem } from "../../../../runtime/system/start-system.ts";
import { traceRecorder } from "../../../../runtime/trace/trace-recorder.ts";

/** A broker and a web server that do nothing by themselves: the test is the outside world. */
function outside() {
  const subscriptions: Subscription[] = [];
  const routes: HttpRoute[] = [];
  const order: string[] = [];
  const options = {
    subscribe: (subscription) => {
      subscriptions.push(subscription);
      const stop = async (): Promise<void> => void order.push("consumer stopped");
      return {
        start: async () => void order.push("consumer started"),
        stop,
        [Symbol.asyncDispose]: stop,
      };
    },
    serve: (served) => {
      routes.push(...served);
      const stop = async (): Promise<void> => void order.push("server stopped");
      return { start: async () => "http://test", stop, [Symbol.asyncDispose]: stop };
    },
  } satisfies SystemOptions;
  return { options, subscriptions, routes, order };
}

const redis = { get: async () => null, del: async () => 0 } as unknown as RedisCommands;

function event(payload: unknown, offset = "0"): ConsumedEvent {
  return {
    topic: "t",
    partition: 0,
    offset,
    key: null,
    type: undefined,
    payload,
    headers: {},
    timestamp: new Date(0),
    attempt: 1,
    signal: new AbortController().signal,
  };
}

test("a consumer is subscribed on the diagram's terms", async () => {
  const { options, subscriptions, order } = outside();
  const db = pgliteDatabase();
  onTestFinished(() => db[Symbol.asyncDispose]());
  const running = await startSystem(content, { ...options, clients: { sql: db, redis } });
  expect(subscriptions).toMatchObject([
    {
      topic: "event-topic",
      groupId: "event-콘텐츠생성완료구독",
      eventType: "ContentCreated",
      retry: { retriesMax: 3 },
      acknowledge: "immediate",
    },
  ]);
  await running.stop();
  await running.stop();
  expect(order).toEqual(["consumer started", "consumer stopped"]);
});

test("what a system lacks is said in the diagram's words", async () => {
  const { options } = outside();
  const db = pgliteDatabase();
  onTestFinished(() => db[Symbol.asyncDispose]());
  await expect(startSystem(content, { clients: { redis } })).rejects.toThrow("give startSystem `subscribe`");
  await expect(startSystem(polling, { clients: { redis } })).rejects.toThrow("give startSystem `serve`");
  await expect(startSystem(workflow, { ...options, clients: { sql: db } })).rejects.toThrow(
    "does not name the topic of KafkaListener",
  );
  const running = await startSystem(polling, options);
  expect(() => running.port("Gateway")).toThrow(
    "Redis Cache needs Redis: give startSystem `clients: { redis }`",
  );
});

test("what has been started is stopped when the rest cannot be", async () => {
  const { options, order } = outside();
  const failing: SystemOptions = {
    ...options,
    clients: { redis },
    subscribe: (subscription) => ({
      ...options.subscribe(subscription),
      start: async () => Promise.reject(new Error("no such topic")),
    }),
  };
  const db = pgliteDatabase();
  onTestFinished(() => db[Symbol.asyncDispose]());
  await expect(startSystem(content, { ...failing, clients: { sql: db, redis } })).rejects.toThrow(
    "no such topic",
  );
  expect(order).toEqual(["consumer stopped"]);
});

test("a part that cannot be stopped keeps no other from it, and everybody who waits is told", async () => {
  const { options, order } = outside();
  const db = pgliteDatabase();
  onTestFinished(() => db[Symbol.asyncDispose]());
  const stubborn: SystemOptions = {
    ...options,
    clients: { sql: db, redis },
    subscribe: (subscription) => ({
      ...options.subscribe(subscription),
      [Symbol.asyncDispose]: async () => Promise.reject(new Error("the broker is away")),
    }),
  };
  const [entry] = polling.entries;
  const both = { ...content, entries: [...(entry === undefined ? [] : [entry]), ...content.entries] };
  const running = await startSystem(both, stubborn);

  const stops = await Promise.allSettled([running.stop(), running[Symbol.asyncDispose](), running.stop()]);

  expect(order).toEqual(["consumer started", "server stopped"]);
  expect(stops).toEqual(stops.map(() => ({ status: "rejected", reason: new Error("the broker is away") })));
});

test("when the start fails, that is the error, even if what had been started cannot be stopped", async () => {
  const { options } = outside();
  const db = pgliteDatabase();
  onTestFinished(() => db[Symbol.asyncDispose]());
  const events: SystemEvent[] = [];
  const failing: SystemOptions = {
    ...options,
    clients: { sql: db, redis },
    subscribe: (subscription) => ({
      ...options.subscribe(subscription),
      start: async () => Promise.reject(new Error("no such topic")),
      [Symbol.asyncDispose]: async () => Promise.reject(new Error("the broker is away")),
    }),
    onEvent: (event) => void events.push(event),
  };
  await expect(startSystem(content, failing)).rejects.toThrow("no such topic");
  expect(events).toContainEqual({
    kind: "trouble",
    attempted: "stop what had been started",
    error: new Error("the broker is away"),
  });
});

test("a request reaches its component with its parameters in order", async () => {
  const { options, routes } = outside();
  const trace = traceRecorder();
  await startSystem(polling, { ...options, clients: { redis }, observers: [trace] });
  const [route] = routes;
  const answer = await route?.handler({
    parameters: { jobId: "7" },
    query: {},
    body: undefined,
    headers: {},
    signal: new AbortController().signal,
  });
  expect(answer).toEqual({ status: 404, body: { code: "JOB_001", message: "Job을 찾을 수 없습니다" } });
  expect(trace.events.map(({ from, to }) => `${from} → ${to}`)).toEqual([
    "JobMgr → Cache",
    "Service → JobMgr",
    "Controller → Service",
    "Gateway → Controller",
    "Client → Gateway",
  ]);
});

test("a participant can be given as it is, in the place of what the wiring builds", async () => {
  const { options } = outside();
  const running = await startSystem(polling, {
    ...options,
    participants: { JobMgr: { getJobStatus: async () => ({ status: "PROCESSING" }) } },
  });
  const gateway = running.port("Gateway") as { getJobStatus(jobId: string): Promise<unknown> };
  expect(await gateway.getJobStatus("7")).toMatchObject({ body: { status: "PROCESSING" } });
});

test("a workflow runs to its end on PGlite, and its message is acknowledged then", async () => {
  const { options, subscriptions } = outside();
  const db = pgliteDatabase();
  onTestFinished(() => db[Symbol.asyncDispose]());
  const events: SystemEvent[] = [];
  const done: string[] = [];
  const minio = {
    minioAddUserCompletableFuture: async () => void done.push("user"),
    createObjectPathCompletableFuture: async () => void done.push("path"),
  };
  const running = await startSystem(workflow, {
    ...setup,
    ...options,
    clients: { sql: db },
    participants: { MinioSvc: minio },
    onEvent: (one) => void events.push(one),
  });
  onTestFinished(() => running.stop());
  const [subscription] = subscriptions;
  if (subscription?.acknowledge !== "deferred") throw new Error("the diagram acknowledges later");
  // The diagram names no limit: as many as the engine, so that an outage of minutes is waited out.
  expect(subscription.retry).toEqual({ retriesMax: 10 });

  const user = { userId: "u", eventId: "e", displayName: "d" };
  for (const offset of ["0", "1"])
    await new Promise<void>((resolve, reject) => {
      const ack = { acknowledge: async () => resolve(), reject: async (error: unknown) => reject(error) };
      subscription.handler(event(user, offset), ack).catch(reject);
    });

  expect(done).toEqual(["user", "path"]);
  expect((await db.query(sql`SELECT active FROM user_entity`)).rows).toEqual([{ active: true }]);
  expect(events.map(({ kind }) => kind)).toContain("duplicate");
});
