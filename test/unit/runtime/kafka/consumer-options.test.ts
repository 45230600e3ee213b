import { expect, test } from "vitest";
import { kafkaConsumer } from "../../../../runtime/adapters/kafka/index.ts";

const fine = { brokers: ["127.0.0.1:1"], groupId: "g", topic: "t", handler: async () => {} };

test.each([
  [{ groupId: "" }, "groupId must not be empty"],
  [{ topic: [] }, "topic must name at least one topic"],
  [{ topic: ["a", ""] }, "topic must name at least one topic"],
  [{ concurrency: 0 }, "concurrency must be a whole number from 1 to 2147483647, not 0"],
  [{ inFlightMax: 1.5 }, "inFlightMax must be a whole number from 1 to 2147483647, not 1.5"],
  [{ handlerDeadlineMs: Number.POSITIVE_INFINITY }, "handlerDeadlineMs must be a whole number from 1 to"],
  // A timer of Node would take it for 1 ms.
  [{ handlerDeadlineMs: 2 ** 31 }, "handlerDeadlineMs must be a whole number from 1 to"],
  [{ ackDeadlineMs: 0 }, "ackDeadlineMs must be a whole number from 1 to"],
  [{ shutdownGraceMs: -1 }, "shutdownGraceMs must be a whole number from 0 to"],
  // No try at all.
  [{ retry: { retriesMax: -1 } }, "retry.retriesMax must be a whole number from 0 to"],
  [{ retry: { retriesMax: Number.NaN } }, "retry.retriesMax must be a whole number from 0 to"],
  [{ retry: { delayMs: Number.NaN } }, "retry.delayMs must be a whole number from 0 to"],
  [{ retry: { factor: 0.5 } }, "retry.factor must be at least 1, not 0.5"],
  // The group would take the consumer for dead between any two of its heartbeats.
  [
    { sessionTimeoutMs: 6000, heartbeatIntervalMs: 6000 },
    "heartbeatIntervalMs (6000) must be less than sessionTimeoutMs (6000)",
  ],
  [{ sessionTimeoutMs: 3000 }, "heartbeatIntervalMs (3000) must be less than sessionTimeoutMs (3000)"],
  [{ heartbeatIntervalMs: 30_000 }, "heartbeatIntervalMs (30000) must be less than sessionTimeoutMs (30000)"],
  // Each letter would become another one.
  [{ deadLetter: { topic: "t" } }, 'must not send dead letters of topic "t" back to it'],
  [{ topic: ["a", "b"], deadLetter: { topic: "b" } }, 'dead letters of topic "b" back to it'],
  [
    { topic: ["a", "b", "c"], deadLetter: { topic: (topic: string) => ({ a: "b", b: "c" })[topic] ?? "a" } },
    'dead letters of topic "a" back to it',
  ],
])("an option that cannot work is refused where it is given: %o", (options, message) => {
  expect(() => kafkaConsumer({ ...fine, ...options })).toThrow(message);
});

test("dead letters may be consumed with their topic, when those that fail again go elsewhere", async () => {
  await kafkaConsumer({ ...fine, topic: ["t", "t-dlt", "u"] }).stop();
});

test("options at their limits are taken", async () => {
  await kafkaConsumer({
    ...fine,
    shutdownGraceMs: 0,
    sessionTimeoutMs: 6000,
    heartbeatIntervalMs: 5999,
    handlerDeadlineMs: 2 ** 31 - 1,
    retry: { retriesMax: Number.POSITIVE_INFINITY, delayMs: 0, factor: 1 },
  }).stop();
});
