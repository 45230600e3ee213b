import { expect, test } from "vitest";
import { eventually, gate, json, plainClient, startConsumer, testTopic } from "./kafka-fixture.ts";

test("a handler that works longer than the session timeout keeps its partition and handles each record once", async () => {
  const topic = await testTopic();
  await topic.produce({ value: json({ id: 0 }) }, { value: json({ id: 1 }) });
  const finish = gate();
  const seen: string[] = [];
  const { of } = await startConsumer(topic, {
    sessionTimeoutMs: 1500,
    heartbeatIntervalMs: 300,
    handler: async ({ offset, signal }) => {
      seen.push(offset);
      if (offset === "0") await finish.opened;
      expect(signal.aborted).toBe(false);
    },
  });
  await eventually(() => expect(seen).toEqual(["0"]));
  const beganAt = performance.now();
  const admin = plainClient().admin();
  await admin.connect();
  const [joined] = (await admin.describeGroups([topic.group])).groups[0]?.members ?? [];
  // The broker would have given the partition away at least twice by then.
  await eventually(() => expect(performance.now() - beganAt).toBeGreaterThan(3500));
  const [still] = (await admin.describeGroups([topic.group])).groups[0]?.members ?? [];
  await admin.disconnect();
  expect(still?.memberId).toBe(joined?.memberId);
  expect(still).toBeDefined();

  finish.open();
  await eventually(async () => expect(await topic.committed()).toBe(2));
  expect(seen).toEqual(["0", "1"]);
  expect(of("assigned")).toHaveLength(1);
});

test("a handler that hangs is given up at its deadline, tried again, and dead-lettered", async () => {
  const topic = await testTopic();
  await topic.produce({ value: json({ id: 0 }) }, { value: json({ id: 1 }) });
  const signals: AbortSignal[] = [];
  const { of } = await startConsumer(topic, {
    handlerDeadlineMs: 100,
    retry: { retriesMax: 1, delayMs: 1 },
    handler: async ({ offset, signal }) => {
      if (offset === "1") return;
      signals.push(signal);
      await new Promise<never>(() => {});
    },
  });
  await eventually(async () => expect(await topic.committed()).toBe(2));
  expect(signals.map(({ aborted }) => aborted)).toEqual([true, true]);
  expect(of("dead-lettered")).toMatchObject([{ offset: "0", attempts: 2, reason: "exhausted" }]);
});

test("stopping finishes the handler under way, starts nothing more, and commits", async () => {
  const topic = await testTopic();
  await topic.produce(...[0, 1, 2].map((id) => ({ value: json({ id }) })));
  const finish = gate();
  const seen: string[] = [];
  const { consumer } = await startConsumer(topic, {
    handler: async ({ offset }) => {
      seen.push(offset);
      await finish.opened;
    },
  });
  await eventually(() => expect(seen).toEqual(["0"]));
  const stopped = consumer.stop();
  finish.open();
  await stopped;
  expect(seen).toEqual(["0"]);
  expect(await topic.committed()).toBe(1);

  // What was released goes to the next consumer.
  const rest: string[] = [];
  await startConsumer(topic, { handler: async ({ offset }) => void rest.push(offset) });
  await eventually(async () => expect(await topic.committed()).toBe(3));
  expect(rest).toEqual(["1", "2"]);
});

test("stopping releases what does not finish in time, and a record that waits for its next try at once", async () => {
  const topic = await testTopic(2);
  await topic.produce({ value: json({ id: 0 }), partition: 0 }, { value: json({ id: 0 }), partition: 1 });
  let signal: AbortSignal | undefined;
  const { consumer, of } = await startConsumer(topic, {
    shutdownGraceMs: 200,
    retry: { delayMs: 600_000 },
    handler: async (event) => {
      if (event.partition === 0) throw new Error("try me in ten minutes");
      signal = event.signal;
      await new Promise<never>(() => {});
    },
  });
  await eventually(() => expect(of("retry")).toHaveLength(1));
  await eventually(() => expect(signal).toBeDefined());
  await consumer.stop();
  expect(signal?.aborted).toBe(true);
  expect(await topic.committed(1)).toBe(-1);
  // The failure is on record, the record is not passed.
  expect(await topic.committed(0)).toBe(0);
  expect(await topic.metadata(0)).toBe("seqwright 0:1");
});

test("with concurrency, records of one key keep their order while others go on", async () => {
  const topic = await testTopic();
  const keys = ["a", "b", "c"];
  await topic.produce(
    ...Array.from({ length: 300 }, (_, id) => ({ key: keys[id % 3] as string, value: json({ id }) })),
  );
  const byKey = new Map<string, number[]>();
  let running = 0;
  let most = 0;
  const held = gate();
  await startConsumer<{ readonly id: number }>(topic, {
    concurrency: 3,
    handler: async ({ key, payload: { id } }) => {
      running += 1;
      most = Math.max(most, running);
      if (key === "a" && id === 0) await held.opened;
      else await new Promise((resolve) => void setImmediate(resolve));
      byKey.set(key ?? "", [...(byKey.get(key ?? "") ?? []), id]);
      running -= 1;
      // The other two keys are through before the first record of this one is.
      if (byKey.get("b")?.length === 100 && byKey.get("c")?.length === 100) held.open();
    },
  });
  await eventually(async () => expect(await topic.committed()).toBe(300));
  for (const ids of byKey.values()) expect(ids).toEqual(ids.toSorted((a, b) => a - b));
  expect(most).toBe(3);
});

test("a rebalance waits for the handlers under way, so that no record is handled twice", async () => {
  const topic = await testTopic(2);
  const handled: string[] = [];
  const held = gate();
  const start = () =>
    startConsumer(topic, {
      sessionTimeoutMs: 6000,
      heartbeatIntervalMs: 100,
      handler: async ({ partition, offset }) => {
        handled.push(`${partition}/${offset}`);
        await held.opened;
      },
    });
  const first = await start();
  const messages = [0, 1].flatMap((partition) => [0, 1, 2].map((id) => ({ value: json({ id }), partition })));
  await topic.produce(...messages);
  await eventually(() => expect(handled).toHaveLength(2));

  const admin = plainClient().admin();
  await admin.connect();
  const second = start();
  // The group waits for the first member, which has long heard of it by then.
  const state = async () => (await admin.describeGroups([topic.group])).groups[0]?.state;
  await eventually(async () => expect(await state()).toBe("PreparingRebalance"));
  const beganAt = performance.now();
  await eventually(() => expect(performance.now() - beganAt).toBeGreaterThan(1500));
  expect(await state()).toBe("PreparingRebalance");
  await admin.disconnect();
  held.open();
  await second;
  await eventually(async () =>
    expect(await Promise.all([topic.committed(0), topic.committed(1)])).toEqual([3, 3]),
  );
  expect(first.of("revoked")).toHaveLength(1);
  expect(handled.toSorted()).toEqual(["0/0", "0/1", "0/2", "1/0", "1/1", "1/2"]);
});
