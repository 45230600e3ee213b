import { createRequire } from "node:module";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { repairKafkajs } from "../../../../runtime/adapters/kafka/repairs/repair-kafkajs.ts";

interface RequestQueue {
  requestTimeoutIntervalId: NodeJS.Timeout | undefined;
  scheduleRequestTimeoutCheck(): void;
  maybeThrottle(ms: number): void;
  push(request: object): void;
  fulfillRequest(answer: object): void;
  destroy(): void;
}

repairKafkajs();
// Of kafkajs itself, with the repairs applied: a queue without them fails the tests below.
const Queue = createRequire(import.meta.url)("kafkajs/src/network/requestQueue") as new (
  options: object,
) => RequestQueue;

function queueThat(options: { readonly maxInFlightRequests?: number } = {}) {
  const sent: number[] = [];
  const queue = new Queue({
    requestTimeout: 30_000,
    enforceRequestTimeout: true,
    clientId: "test",
    broker: "test:9092",
    logger: { debug: () => {} },
    ...options,
  });
  const push = (correlationId: number): void =>
    queue.push({
      entry: { correlationId, apiName: "Fetch", resolve: () => {}, reject: () => {} },
      expectResponse: true,
      sendRequest: () => void sent.push(correlationId),
    });
  const answer = (correlationId: number): void =>
    queue.fulfillRequest({ correlationId, payload: Buffer.alloc(0), size: 0 });
  return { queue, sent, push, answer };
}

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

test("a connection on which nothing waits has no timer", () => {
  const { sent, push, answer } = queueThat();
  push(1);
  expect(sent).toEqual([1]);
  answer(1);
  expect(vi.getTimerCount()).toBe(0);
});

test("requests that wait behind others are sent in order, and no timer is left behind", () => {
  const { sent, push, answer } = queueThat({ maxInFlightRequests: 1 });
  push(1);
  push(2);
  push(3);
  expect(sent).toEqual([1]);
  answer(1);
  answer(2);
  expect(sent).toEqual([1, 2, 3]);
  answer(3);
  vi.advanceTimersByTime(1000);
  expect(vi.getTimerCount()).toBe(0);
});

test("no timer is set for a time that has passed, which Node would warn of", () => {
  const delays: unknown[] = [];
  const schedule = vi.spyOn(globalThis, "setTimeout");
  const { push, answer } = queueThat({ maxInFlightRequests: 1 });
  push(1);
  push(2);
  answer(1);
  answer(2);
  delays.push(...schedule.mock.calls.map(([, delayMs]) => delayMs));
  expect(delays.filter((delayMs) => !(Number(delayMs) > 0))).toEqual([]);
});

test("requests that the broker's quota holds back are sent when it is over", () => {
  const { queue, sent, push } = queueThat();
  queue.maybeThrottle(500);
  push(1);
  expect(sent).toEqual([]);
  vi.advanceTimersByTime(499);
  expect(sent).toEqual([]);
  vi.advanceTimersByTime(2);
  expect(sent).toEqual([1]);
  expect(vi.getTimerCount()).toBe(0);
});

test("the timer that looks for requests without an answer keeps no process alive", () => {
  vi.useRealTimers();
  const { queue } = queueThat();
  queue.scheduleRequestTimeoutCheck();
  expect(queue.requestTimeoutIntervalId?.hasRef()).toBe(false);
  queue.destroy();
});
