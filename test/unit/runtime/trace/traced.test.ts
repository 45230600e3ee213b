import { expect, test } from "vitest";
import { protocol as polling } from "../../../../generated/content-이미지결과조회/steps.gen.ts";
import { protocol as workflow } from "../../../../generated/workflow-engine/steps.gen.ts";
import { RetryableError } from "../../../../runtime/errors/errors.ts";
import type { ArrowEvent } from "../../../../runtime/trace/arrow-event.ts";
import { allObservers, type ArrowObserver } from "../../../../runtime/trace/arrow-observer.ts";
import { payloadDigest } from "../../../../runtime/trace/payload-digest.ts";
import { traceRecorder } from "../../../../runtime/trace/trace-recorder.ts";
import { inSameRun, traced } from "../../../../runtime/trace/traced.ts";

class Counter {
  #count = 0;
  readonly label = "counter";
  async get(key: string): Promise<string> {
    this.#count += 1;
    return `${key}: ${this.#count}`;
  }
  async fail(): Promise<void> {
    throw new RetryableError("connection reset");
  }
}

function tracedCounter() {
  const recorder = traceRecorder();
  const port = traced(new Counter(), { protocol: polling, from: "JobMgr", to: "Cache", observer: recorder });
  return { recorder, port };
}

test("a traced port answers as it would, private state and fields included", async () => {
  const { port } = tracedCounter();
  expect(await port.get("a")).toBe("a: 1");
  expect(await port.get("b")).toBe("b: 2");
  expect(port.label).toBe("counter");
  expect(port).toBeInstanceOf(Counter);
});

test("a participant that is frozen is traced as any other, and looks as it does", async () => {
  const recorder = traceRecorder();
  const plain = Object.freeze({ get: async (key: string) => `${key}!`, ttlSeconds: 60 });
  const options = { protocol: polling, from: "JobMgr", to: "Cache", observer: recorder };
  const port = traced(plain, options);
  expect(await port.get("job:7")).toBe("job:7!");
  expect(await traced(Object.freeze(new Counter()), options).get("job:7")).toBe("job:7: 1");
  expect(recorder.events).toMatchObject([{ method: "get" }, { method: "get" }]);
  expect(Object.keys(port)).toEqual(["get", "ttlSeconds"]);
  expect("ttlSeconds" in port).toBe(true);
});

test("what is set on a traced port is set on the participant", () => {
  const plain: { count: number; label?: string } = { count: 0 };
  const port = traced(plain, { protocol: polling, from: "a", to: "b", observer: traceRecorder() });
  port.count = 1;
  Object.defineProperty(port, "label", { value: "one", configurable: true });
  expect(plain).toMatchObject({ count: 1 });
  expect(plain.label).toBe("one");
  delete port.label;
  expect("label" in plain).toBe(false);
});

test.each([
  ["job:7", "Job 상태 조회 Key: job:{jobId}", 32],
  ["job:7:error", "에러 정보 조회 Key: job:{jobId}:error", 84],
  ["content:image:draft", "이미지 URL 조회 Key: content:image:{eventDraftId}", 40],
])("reading %s is the arrow that says so", async (key, text, line) => {
  const { recorder, port } = tracedCounter();
  await port.get(key);
  expect(recorder.events).toMatchObject([{ text, line, from: "JobMgr", to: "Cache", method: "get" }]);
});

test("arrows of one method are told apart by what the diagram writes out", async () => {
  const recorder = traceRecorder();
  const store = { updateTask: async (..._: readonly unknown[]) => undefined };
  const port = traced(store, { protocol: workflow, from: "Handler", to: "ActionStore", observer: recorder });
  await port.updateTask({}, "MINIO_ADD_PATH", true);
  await port.updateTask({}, "MINIO_ADD_USER", true);
  await port.updateTask({}, "SOMETHING", false);
  expect(recorder.events.map(({ line }) => line)).toEqual([41, 33, 33]);
});

test("arrows that look alike are told apart by the one that led to them", async () => {
  const recorder = traceRecorder();
  const options = { protocol: workflow, observer: recorder };
  const db = traced(
    { updateRequiredAction: async () => undefined },
    { ...options, from: "ActionStore", to: "DB" },
  );
  const store = traced(
    { updateTask: async (..._: readonly unknown[]) => db.updateRequiredAction() },
    { ...options, from: "Handler", to: "ActionStore" },
  );
  await store.updateTask({}, "MINIO_ADD_USER", true);
  await store.updateTask({}, "MINIO_ADD_PATH", true);
  // An arrow is an event once it has been answered.
  expect(recorder.events.map(({ line }) => line)).toEqual([35, 33, 43, 41]);
});

test("a call that is not drawn is traced all the same", async () => {
  const recorder = traceRecorder();
  const port = traced(
    { ping: async () => 1 },
    { protocol: polling, from: "JobMgr", to: "Cache", observer: recorder },
  );
  await port.ping();
  expect(recorder.events).toMatchObject([{ step: undefined, line: undefined, text: "ping" }]);
});

test("a failure is an outcome, and is passed on as it is", async () => {
  const { recorder, port } = tracedCounter();
  const failing = port.fail();
  expect(recorder.underWay).toHaveLength(1);
  await expect(failing).rejects.toThrow("connection reset");
  expect(recorder.underWay).toEqual([]);
  expect(recorder.events[0]?.outcome).toEqual({
    kind: "threw",
    error: "RetryableError",
    message: "connection reset",
  });
});

test("what a message leads to is one run, also what it leaves to the background", async () => {
  const recorder = traceRecorder();
  const options = { protocol: polling, observer: recorder };
  const cache = traced(new Counter(), { ...options, from: "JobMgr", to: "Cache" });
  let later: () => Promise<unknown> = async () => undefined;
  const service = {
    async work() {
      later = inSameRun(() => cache.get("later"));
      return cache.get("now");
    },
  };
  const port = traced(service, { ...options, from: "Client", to: "Gateway" });
  await port.work();
  await later();
  await port.work();

  const runs = recorder.events.map(({ run }) => run);
  expect(new Set(runs).size).toBe(2);
  expect(runs[0]).toBe(runs[1]);
  expect(runs[2]).toBe(runs[0]);
});

test("observers see an arrow from the outside in", async () => {
  const seen: string[] = [];
  const observer = (name: string): ArrowObserver => ({
    async observe(_, proceed) {
      seen.push(`${name} before`);
      const value = await proceed();
      seen.push(`${name} after`);
      return value;
    },
  });
  const observers = allObservers([observer("outer"), observer("inner")]);
  await traced({ go: async () => 1 }, { protocol: polling, from: "a", to: "b", observer: observers }).go();
  expect(seen).toEqual(["outer before", "inner before", "inner after", "outer after"]);
});

test("a recorder tells who waits, keeps no more than it should, and gives up when told", async () => {
  const told: ArrowEvent[] = [];
  const recorder = traceRecorder({ eventsMax: 10, onEvent: (event) => void told.push(event) });
  const port = traced(new Counter(), { protocol: polling, from: "JobMgr", to: "Cache", observer: recorder });
  const tenth = recorder.waitFor(() => told.length === 10);
  for (let n = 0; n < 25; n += 1) await port.get("a");

  expect((await tenth).sequence).toBe(told[9]?.sequence);
  expect(await recorder.waitFor(({ method }) => method === "get")).toBe(recorder.events[0]);
  expect(told).toHaveLength(25);
  expect(recorder.events.length).toBeLessThanOrEqual(10);
  expect(recorder.events.at(-1)).toBe(told.at(-1));
  const patience = new AbortController();
  const never = recorder.waitFor(() => false, patience.signal);
  patience.abort(new Error("long enough"));
  await expect(never).rejects.toThrow("long enough");
  recorder.clear();
  expect(recorder.events).toEqual([]);
});

test("a failing listener is a warning, and a failing question fails its asker: the call does not notice", async () => {
  const warned = new Promise<Error>((resolve) => process.once("warning", resolve));
  const recorder = traceRecorder({
    onEvent: () => {
      throw new Error("the view is broken");
    },
  });
  const port = traced(new Counter(), { protocol: polling, from: "JobMgr", to: "Cache", observer: recorder });
  const asking = recorder.waitFor(() => {
    throw new Error("the question is broken");
  });

  const [answer] = await Promise.all([
    port.get("a"),
    expect(asking).rejects.toThrow("the question is broken"),
  ]);

  expect(answer).toBe("a: 1");
  expect((await warned).message).toBe("a listener failed: the view is broken");
  expect(recorder.events).toMatchObject([{ outcome: { kind: "returned" } }]);
});

test("an error's message is kept only as far as anybody reads it", async () => {
  const recorder = traceRecorder();
  const fail = async (): Promise<void> => {
    throw new RetryableError("x".repeat(1_000_000));
  };
  const port = traced({ fail }, { protocol: polling, from: "JobMgr", to: "Cache", observer: recorder });
  await expect(port.fail()).rejects.toThrow(RetryableError);
  expect(JSON.stringify(recorder.events).length).toBeLessThan(2000);
});

test("arguments that cannot be read do not keep a call from being made", async () => {
  const { proxy, revoke } = Proxy.revocable({}, {});
  revoke();
  const unreadable = {
    get secret(): string {
      throw new Error("not to be read");
    },
  };
  const { port } = tracedCounter();
  const get = port.get.bind(port) as (...args: readonly unknown[]) => Promise<string>;
  await get("a", new Date(Number.NaN), unreadable, proxy);
  expect(await get("b")).toBe("b: 2");
});

test("objects that lead to each other in ever more ways take no time", () => {
  const rooms = Array.from({ length: 60 }, (): Record<string, unknown> => ({}));
  rooms.forEach((room, index) => rooms.forEach((other, door) => (room[`${index}-${door}`] = other)));
  expect(payloadDigest(rooms[0])).toHaveLength(16);
});

test("equal payloads have equal digests, and others do not", () => {
  expect(payloadDigest({ a: 1, b: [{ c: 2, d: undefined }] })).toBe(payloadDigest({ b: [{ c: 2 }], a: 1 }));
  const different = [
    1,
    "1",
    1n,
    NaN,
    null,
    undefined,
    [],
    {},
    [1],
    { a: 1 },
    { a: "1" },
    new Date(0),
    new Date(1),
    new Error("e"),
    new Map([["a", 1]]),
    new Map([["a", 2]]),
    new Set([1]),
    Buffer.of(1),
    Buffer.of(2),
  ];
  expect(new Set(different.map(payloadDigest)).size).toBe(different.length);
  const circular: Record<string, unknown> = {};
  circular["self"] = circular;
  expect(payloadDigest(circular)).toHaveLength(16);
});
