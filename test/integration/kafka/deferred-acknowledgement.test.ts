import { AsyncLocalStorage } from "node:async_hooks";
import { expect, test } from "vitest";
import type { KafkaConsumerEvent } from "../../../runtime/adapters/kafka/index.ts";
import type { DeferredAcknowledgement } from "../../../runtime/ports/event-consumer.ts";
import { FatalError, RetryableError } from "../../../runtime/index.ts";
import { eventually, json, startConsumer, testTopic } from "./kafka-fixture.ts";

interface Numbered {
  readonly id: number;
}

const numbered = (from: number, to: number, partition = 0) =>
  Array.from({ length: to - from + 1 }, (_, index) => ({ value: json({ id: from + index }), partition }));

test("acknowledgements out of order commit what is contiguous, and nothing beyond", async () => {
  const topic = await testTopic();
  await topic.produce(...numbered(0, 4));
  const acks = new Map<number, DeferredAcknowledgement>();
  const { of } = await startConsumer<Numbered>(topic, {
    acknowledge: "deferred",
    handler: async ({ payload }, ack) => void acks.set(payload.id, ack),
  });
  // The listener is free: all records come although none is acknowledged.
  await eventually(() => expect([...acks.keys()]).toEqual([0, 1, 2, 3, 4]));

  await acks.get(1)?.acknowledge();
  await acks.get(3)?.acknowledge();
  await acks.get(0)?.acknowledge();
  await eventually(async () => expect(await topic.committed()).toBe(2));
  await eventually(async () => expect(await topic.metadata()).toBe("seqwright 1"));
  await acks.get(3)?.acknowledge();
  await acks.get(4)?.acknowledge();
  await acks.get(2)?.acknowledge();
  await eventually(async () => expect(await topic.committed()).toBe(5));
  expect(await topic.metadata()).toBeNull();
  expect(of("handled")).toHaveLength(5);
});

test("a record is handled in nobody's context, whoever's acknowledgement made room for it", async () => {
  const context = new AsyncLocalStorage<string>();
  const topic = await testTopic();
  await topic.produce(...numbered(0, 2));
  const contexts: unknown[] = [];
  await startConsumer<Numbered>(topic, {
    acknowledge: "deferred",
    inFlightMax: 1,
    handler: async (_, ack) => {
      contexts.push(context.getStore());
      // As by the code of one workflow, which the next record must not become a part of.
      context.run("somebody's transaction", () => setImmediate(() => void ack.acknowledge()));
    },
  });
  await eventually(async () => expect(await topic.committed()).toBe(3));
  expect(contexts).toEqual([undefined, undefined, undefined]);
});

test("no more than inFlightMax records are outstanding, and the partition is paused beyond the queue", async () => {
  const topic = await testTopic();
  await topic.produce(...numbered(0, 1999));
  const acks: DeferredAcknowledgement[] = [];
  let outstanding = 0;
  let outstandingMost = 0;
  const { of } = await startConsumer<Numbered>(topic, {
    acknowledge: "deferred",
    inFlightMax: 7,
    handler: async (_, ack) => {
      outstanding += 1;
      outstandingMost = Math.max(outstandingMost, outstanding);
      acks.push(ack);
    },
  });
  await eventually(() => expect(of("paused").length).toBeGreaterThan(0));
  expect(acks).toHaveLength(7);

  for (let index = 0; index < 2000; index += 1) {
    await eventually(() => expect(acks.length).toBeGreaterThan(index));
    outstanding -= 1;
    await acks[index]?.acknowledge();
  }
  await eventually(async () => expect(await topic.committed()).toBe(2000));
  expect(outstandingMost).toBe(7);
  expect(of("resumed").length).toBeGreaterThan(0);
});

test("a gap keeps the committed offset back by no more than inFlightMax records", async () => {
  const topic = await testTopic();
  await topic.produce(...numbered(0, 49));
  const seen: number[] = [];
  let first: DeferredAcknowledgement | undefined;
  await startConsumer<Numbered>(topic, {
    acknowledge: "deferred",
    inFlightMax: 10,
    handler: async ({ payload: { id } }, ack) => {
      seen.push(id);
      if (id === 0) first = ack;
      else await ack.acknowledge();
    },
  });
  await eventually(() => expect(seen).toHaveLength(10));
  // 0 once it is stored with what is done beyond, -1 before.
  expect(await topic.committed()).toBeLessThanOrEqual(0);
  await first?.acknowledge();
  await eventually(async () => expect(await topic.committed()).toBe(50));
});

test("background work that fails is retried, and dead-lettered when that does not help", async () => {
  const topic = await testTopic();
  await topic.produce(...numbered(0, 2));
  const attempts: [number, number][] = [];
  const { of } = await startConsumer<Numbered>(topic, {
    acknowledge: "deferred",
    retry: { retriesMax: 2, delayMs: 1 },
    handler: async ({ payload: { id }, attempt }, ack) => {
      attempts.push([id, attempt]);
      const error = id === 0 ? new RetryableError("later") : new FatalError("never");
      setImmediate(() => void (id === 2 ? ack.acknowledge() : ack.reject(error)));
    },
  });
  await eventually(async () => expect(await topic.committed()).toBe(3));
  expect(attempts.filter(([id]) => id === 0).map(([, attempt]) => attempt)).toEqual([1, 2, 3]);
  expect(attempts.filter(([id]) => id > 0)).toHaveLength(2);
  expect(of("dead-lettered").map(({ offset, reason }) => [offset, reason])).toEqual(
    expect.arrayContaining([
      ["0", "exhausted"],
      ["1", "fatal"],
    ]),
  );
});

test.each([
  ["its handler threw", { throws: true }],
  ["nobody acknowledged it in time", { throws: false, ackDeadlineMs: 50 }],
])("a try that has failed because %s does not fail again when it is rejected", async (_, options) => {
  const { throws, ...deadline } = options;
  const topic = await testTopic();
  await topic.produce(...numbered(0, 0));
  const attempts: number[] = [];
  const events: KafkaConsumerEvent[] = [];
  let rejectLatest = async (): Promise<void> => {};
  await startConsumer<Numbered>(topic, {
    acknowledge: "deferred",
    ...deadline,
    retry: { retriesMax: 2, delayMs: 100, factor: 1 },
    handler: async ({ attempt }, ack) => {
      attempts.push(attempt);
      rejectLatest = () => ack.reject(new RetryableError("the work failed"));
      if (!throws) return;
      // While the failure is being put on record, or the letter is on its way.
      setImmediate(() => void rejectLatest());
      throw new RetryableError("the handler failed");
    },
    onEvent: (event) => {
      events.push(event);
      // While the record waits for its next try.
      if (event.kind === "retry") void rejectLatest();
    },
  });
  await eventually(async () => expect(await topic.committed()).toBe(1));
  expect(attempts).toEqual([1, 2, 3]);
  const told = events.map(({ kind }) => kind).filter((kind) => kind === "retry" || kind === "dead-lettered");
  expect(told).toEqual(["retry", "retry", "dead-lettered"]);
  expect(await topic.read(`${topic.name}-dlt`)).toHaveLength(1);
});

test("a record rejected after its handler returned holds up no others, one whose handler threw does", async () => {
  const topic = await testTopic();
  await topic.produce(...numbered(0, 3));
  const attempts: [id: number, attempt: number][] = [];
  let rejectFirst = async (): Promise<void> => {};
  await startConsumer<Numbered>(topic, {
    acknowledge: "deferred",
    retry: { delayMs: 500 },
    handler: async ({ payload: { id }, attempt }, ack) => {
      attempts.push([id, attempt]);
      if (id === 0 && attempt === 1) {
        rejectFirst = () => ack.reject(new RetryableError("rejected"));
        return;
      }
      if (id === 1) await rejectFirst();
      if (id === 2 && attempt === 1) throw new RetryableError("thrown");
      await ack.acknowledge();
    },
  });
  await eventually(async () => expect(await topic.committed()).toBe(4));
  const rest = [
    [2, 1],
    [2, 2],
    [3, 1],
  ];
  expect(attempts.filter(([id]) => id > 1)).toEqual(rest);
  expect(attempts.slice(0, 3)).toEqual([[0, 1], [1, 1], rest[0]]);
  expect(attempts.filter(([id]) => id === 0)).toHaveLength(2);
});

test("an acknowledgement that comes after the partition went to another consumer changes nothing", async () => {
  const topic = await testTopic(2);
  const acks = new Map<string, DeferredAcknowledgement>();
  const heartbeatIntervalMs = 200;
  const first = await startConsumer<Numbered>(topic, {
    acknowledge: "deferred",
    heartbeatIntervalMs,
    handler: async ({ partition, offset }, ack) => void acks.set(`${partition}/${offset}`, ack),
  });
  await topic.produce(...numbered(0, 1, 0), ...numbered(0, 1, 1));
  await eventually(() => expect(acks.size).toBe(4));

  const second = await startConsumer<Numbered>(topic, {
    acknowledge: "deferred",
    heartbeatIntervalMs,
    handler: async (_, ack) => ack.acknowledge(),
  });
  await eventually(() => expect(first.of("revoked")).toHaveLength(1));
  const lost = first.of("revoked")[0]?.partition ?? -1;
  const kept = 1 - lost;
  // The new owner handles everything again, and goes on.
  await topic.produce(...numbered(2, 4, lost));
  await eventually(async () => expect(await topic.committed(lost)).toBe(5));

  await acks.get(`${lost}/0`)?.acknowledge();
  await acks.get(`${lost}/1`)?.acknowledge();
  await acks.get(`${kept}/0`)?.acknowledge();
  await acks.get(`${kept}/1`)?.acknowledge();
  await eventually(async () => expect(await topic.committed(kept)).toBe(2));
  expect(await topic.committed(lost)).toBe(5);
  expect(first.of("ack-dropped")).toHaveLength(2);
  expect(second.of("handled")).toHaveLength(5);
  // Work that stayed where it was is not done twice.
  expect(first.of("handled")).toHaveLength(2);
});

test("what was acknowledged out of order is not handled again by the next consumer", async () => {
  const topic = await testTopic();
  await topic.produce(...numbered(0, 5));
  let seen: number[] = [];
  const first = await startConsumer<Numbered>(topic, {
    acknowledge: "deferred",
    shutdownGraceMs: 50,
    handler: async ({ payload: { id } }, ack) => {
      seen.push(id);
      if (id === 1 || id === 3 || id === 4) await ack.acknowledge();
    },
  });
  await eventually(() => expect(seen).toHaveLength(6));
  await first.consumer.stop();
  expect(await topic.committed()).toBe(0);

  seen = [];
  await startConsumer<Numbered>(topic, { handler: async ({ payload: { id } }) => void seen.push(id) });
  await eventually(async () => expect(await topic.committed()).toBe(6));
  expect(seen).toEqual([0, 2, 5]);
});

test("when more has been acknowledged out of order than can be kept, it is told, once", async () => {
  const count = 3000;
  const topic = await testTopic();
  await topic.produce(...numbered(0, count - 1));
  const open = new Map<number, DeferredAcknowledgement>();
  const { of, consumer } = await startConsumer<Numbered>(topic, {
    acknowledge: "deferred",
    inFlightMax: count,
    shutdownGraceMs: 0,
    handler: async ({ payload: { id } }, ack) => {
      // Every other one: nothing is contiguous.
      if (id % 2 === 0) open.set(id, ack);
      else await ack.acknowledge();
    },
  });
  await eventually(() => expect(of("handled")).toHaveLength(count / 2));
  await eventually(() => expect(of("progress-not-kept")).toHaveLength(1));
  await open.get(0)?.acknowledge();
  await eventually(async () => expect(await topic.committed()).toBe(2));
  expect(of("progress-not-kept")).toHaveLength(1);
  await consumer.stop();

  // What was kept is not handled again; what was not is, for none is lost.
  const seen: number[] = [];
  await startConsumer<Numbered>(topic, { handler: async ({ payload: { id } }) => void seen.push(id) });
  await eventually(async () => expect(await topic.committed()).toBe(count));
  expect(seen.slice(0, 3)).toEqual([2, 4, 6]);
  const again = seen.filter((id) => id % 2 === 1);
  expect(again.length).toBeGreaterThan(0);
  expect(again.length).toBeLessThan(count / 2);
});

test("a record that nobody acknowledges is told of, again and again", async () => {
  const topic = await testTopic();
  await topic.produce(...numbered(0, 2));
  const { of } = await startConsumer<Numbered>(topic, {
    acknowledge: "deferred",
    ackOverdueMs: 50,
    shutdownGraceMs: 0,
    handler: async ({ payload: { id } }, ack) => {
      if (id === 0) await ack.acknowledge();
    },
  });
  await eventually(() => expect(of("ack-overdue").length).toBeGreaterThan(2));
  expect(of("ack-overdue").at(-1)).toMatchObject({ offset: "1", outstanding: 2 });
  // Told, not decided: the work may still be done.
  expect(of("retry")).toEqual([]);
});

test("a record that nobody acknowledges by the deadline set has failed, so that its partition goes on", async () => {
  const topic = await testTopic();
  await topic.produce(...numbered(0, 5));
  const attempts: number[] = [];
  const signals: AbortSignal[] = [];
  const { of } = await startConsumer<Numbered>(topic, {
    acknowledge: "deferred",
    ackDeadlineMs: 50,
    inFlightMax: 1,
    retry: { retriesMax: 1, delayMs: 1 },
    handler: async ({ payload: { id }, attempt, signal }, ack) => {
      if (id !== 2) return ack.acknowledge();
      attempts.push(attempt);
      signals.push(signal);
    },
  });
  await eventually(async () => expect(await topic.committed()).toBe(6));
  expect(attempts).toEqual([1, 2]);
  expect(signals.map(({ aborted }) => aborted)).toEqual([true, true]);
  expect(of("dead-lettered")).toMatchObject([{ offset: "2", reason: "exhausted", attempts: 2 }]);
  const [letter] = await topic.read(`${topic.name}-dlt`);
  expect(letter?.message.headers?.["kafka_dlt-exception-message"]?.toString()).toBe(
    "nobody acknowledged the record within 50 ms",
  );
});

test("an acknowledgement after the deadline still counts, while the record waits for its next try", async () => {
  const topic = await testTopic();
  await topic.produce(...numbered(0, 0));
  const acks: DeferredAcknowledgement[] = [];
  const { of } = await startConsumer<Numbered>(topic, {
    acknowledge: "deferred",
    ackDeadlineMs: 20,
    retry: { delayMs: 600_000, delayMaxMs: 600_000 },
    handler: async (_, ack) => void acks.push(ack),
  });
  await eventually(() => expect(of("retry")).toHaveLength(1));
  await acks[0]?.acknowledge();
  await eventually(async () => expect(await topic.committed()).toBe(1));
  expect(acks).toHaveLength(1);
});

test("stopping waits for acknowledgements under way, commits them, and drops those that come later", async () => {
  const topic = await testTopic();
  await topic.produce(...numbered(0, 3));
  const acks = new Map<number, DeferredAcknowledgement>();
  const { consumer, of } = await startConsumer<Numbered>(topic, {
    acknowledge: "deferred",
    shutdownGraceMs: 500,
    handler: async ({ payload: { id } }, ack) => void acks.set(id, ack),
  });
  await eventually(() => expect(acks.size).toBe(4));
  const stopped = consumer.stop();
  await acks.get(0)?.acknowledge();
  await acks.get(1)?.acknowledge();
  await acks.get(3)?.acknowledge();
  await stopped;
  expect(await topic.committed()).toBe(2);
  await acks.get(2)?.acknowledge();
  expect(of("ack-dropped")).toMatchObject([{ offset: "2" }]);
  expect(await topic.committed()).toBe(2);

  const rest: number[] = [];
  await startConsumer<Numbered>(topic, { handler: async ({ payload: { id } }) => void rest.push(id) });
  await eventually(async () => expect(await topic.committed()).toBe(4));
  expect(rest).toEqual([2]);
});
