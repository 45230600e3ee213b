import { randomUUID } from "node:crypto";
import { createRequire } from "node:module";
import { expect, onTestFinished, test, vi } from "vitest";
import { kafkaProducer, type KafkaProducerOptions } from "../../../runtime/adapters/kafka/index.ts";
import { FatalError, RetryableError } from "../../../runtime/index.ts";
import { brokers, eventually, gate, json, plainClient, startConsumer, testTopic } from "./kafka-fixture.ts";

function producerFor(options: Partial<KafkaProducerOptions> = {}) {
  const producer = kafkaProducer({ brokers: brokers(), ...options });
  onTestFinished(() => producer[Symbol.asyncDispose]());
  return producer;
}

test("publishes JSON under its key, with the event's type and headers", async () => {
  const topic = await testTopic(3);
  const producer = producerFor();
  await producer.publish({
    topic: topic.name,
    key: "draft-1",
    type: "ContentCreated",
    payload: { jobId: "j", 이름: "콘텐츠" },
    headers: { trace: "abc" },
  });
  const [{ message } = { message: undefined }] = await topic.read();
  expect(message?.key?.toString()).toBe("draft-1");
  expect(JSON.parse(message?.value?.toString() ?? "")).toEqual({ jobId: "j", 이름: "콘텐츠" });
  expect(message?.headers?.["event-type"]?.toString()).toBe("ContentCreated");
  expect(message?.headers?.["trace"]?.toString()).toBe("abc");
});

test("many events published at once keep their order per key and need few requests", async () => {
  const topic = await testTopic(3);
  const producer = producerFor();
  const count = 5000;
  await Promise.all(
    Array.from({ length: count }, (_, id) =>
      producer.publish({ topic: topic.name, key: `key-${id % 7}`, type: "Numbered", payload: { id } }),
    ),
  );
  const read = await topic.read();
  expect(read).toHaveLength(count);
  const idsByKey = new Map<string, number[]>();
  for (const { message } of read) {
    const key = message.key?.toString() ?? "";
    const { id } = JSON.parse(message.value?.toString() ?? "") as { readonly id: number };
    idsByKey.set(key, [...(idsByKey.get(key) ?? []), id]);
  }
  for (const ids of idsByKey.values()) expect(ids).toEqual(ids.toSorted((a, b) => a - b));
});

test("large events published together are not refused for their sum", async () => {
  const topic = await testTopic();
  const producer = producerFor();
  const payload = "x".repeat(300_000);
  await Promise.all(
    Array.from({ length: 10 }, () => producer.publish({ topic: topic.name, type: "Large", payload })),
  );
  expect(await topic.read()).toHaveLength(10);
});

test("events whose headers are large are not refused for their sum", async () => {
  const topic = await testTopic();
  const producer = producerFor();
  const headers = { large: "x".repeat(300_000) };
  await Promise.all(
    Array.from({ length: 10 }, () =>
      producer.publish({ topic: topic.name, type: "Large", payload: 1, headers }),
    ),
  );
  expect(await topic.read()).toHaveLength(10);
});

test("events together too large for their topic go through in parts, each once and in order", async () => {
  const topic = await testTopic(3);
  await topic.takeRecordsUpTo(20_000);
  const producer = producerFor();
  const small = Array.from({ length: 300 }, (_, id) => ({ id, text: "x".repeat(id % 3 === 0 ? 1000 : 10) }));
  const tooLarge = { id: -1, text: "x".repeat(30_000) };
  const payloads = small.toSpliced(150, 0, tooLarge);
  const published = await Promise.allSettled(
    payloads.map((payload) =>
      // Only partition 0 refuses what comes together; the others have stored theirs by then.
      producer.send({
        topic: topic.name,
        partition: Math.abs(payload.id) % 3,
        key: null,
        value: json(payload),
      }),
    ),
  );
  expect(published.flatMap(({ status }, index) => (status === "rejected" ? [index] : []))).toEqual([150]);
  expect(published[150]).toMatchObject({ reason: expect.any(FatalError) as unknown });
  const idsOf = (wanted: number) => small.map(({ id }) => id).filter((id) => id % 3 === wanted);
  const read = (await topic.read()).map(({ partition, message }) => {
    const { id } = JSON.parse(message.value?.toString() ?? "") as { readonly id: number };
    return [partition, id] as const;
  });
  for (const partition of [0, 1, 2])
    expect(read.filter(([of]) => of === partition).map(([, id]) => id)).toEqual(idsOf(partition));
});

test("events without a key that are together too large for their topic are each stored once", async () => {
  const topic = await testTopic(3);
  await topic.takeRecordsUpTo(20_000);
  const producer = producerFor();
  // They take turns: the partition of the large ones refuses its part, the others have stored theirs by then.
  const payloads = Array.from({ length: 150 }, (_, id) => ({
    id,
    text: "x".repeat(id % 3 === 0 ? 1000 : 10),
  }));
  await Promise.all(
    payloads.map((payload) => producer.publish({ topic: topic.name, type: "Keyless", payload })),
  );
  const values = (await topic.read()).map(({ message }) => message.value?.toString());
  expect(values.toSorted()).toEqual(payloads.map(json).toSorted());
});

test("an event that no broker takes is refused as fatal, and those after it go through", async () => {
  const topic = await testTopic();
  const producer = producerFor();
  const tooLarge = producer.publish({ topic: topic.name, type: "Large", payload: "x".repeat(2_000_000) });
  await expect(tooLarge).rejects.toThrow(FatalError);
  await producer.publish({ topic: topic.name, type: "Small", payload: 1 });
  expect(await topic.read()).toHaveLength(1);
});

test("publishing works while the topic is being created", async () => {
  const topic = await testTopic();
  const late = `${topic.name}-late`;
  const producer = producerFor();
  const published = producer.publish({ topic: late, type: "Early", payload: 1 });
  await topic.admin.createTopics({ waitForLeaders: false, topics: [{ topic: late, numPartitions: 1 }] });
  await published;
  expect(await topic.read(late)).toHaveLength(1);
});

test("a topic that does not exist is refused, and other topics are not affected", async () => {
  const topic = await testTopic();
  const producer = producerFor({ topicReadyMs: 300, giveUpAfterMs: 300 });
  const refused = producer.publish({ topic: `missing-${randomUUID()}`, type: "Lost", payload: 1 });
  const fine = producer.publish({ topic: topic.name, type: "Fine", payload: 1 });
  await expect(refused).rejects.toThrow(/^publish 1 record\(s\) to topic "missing-/);
  await fine;
  await producer.publish({ topic: topic.name, type: "Fine", payload: 2 });
  expect(await topic.read()).toHaveLength(2);
});

test("a record for a partition that does not exist is refused, and those published with it go through", async () => {
  const topic = await testTopic();
  const producer = producerFor();
  const record = { topic: topic.name, key: null, value: "x" };
  const [first, refused, last] = await Promise.allSettled([
    producer.send({ ...record, partition: 0 }),
    producer.send({ ...record, partition: 7 }),
    producer.send({ ...record, partition: 0 }),
  ]);
  expect([first.status, last.status]).toEqual(["fulfilled", "fulfilled"]);
  expect(refused).toMatchObject({
    reason: expect.objectContaining({ message: expect.stringContaining("has no partition 7") as unknown }),
  });
  expect(await topic.read()).toHaveLength(2);
});

test("a payload that is no JSON is refused, and a record without a value is a tombstone", async () => {
  const topic = await testTopic();
  const producer = producerFor();
  const publishing = producer.publish({ topic: topic.name, type: "Nothing", payload: undefined });
  await expect(publishing).rejects.toThrow(
    `publish "Nothing" to topic "${topic.name}": undefined is no JSON`,
  );
  await producer.send({ topic: topic.name, key: "k", value: null });
  expect((await topic.read()).map(({ message }) => message.value)).toEqual([null]);
});

test("when no broker answers, publishing fails as retryable in the time set", async () => {
  const producer = producerFor({ brokers: ["127.0.0.1:1"], giveUpAfterMs: 500 });
  await expect(producer.publish({ topic: "any", type: "Any", payload: 1 })).rejects.toThrow(RetryableError);
});

interface Broker {
  produce(request: unknown): Promise<unknown>;
}

test("an event after one whose answer was lost for good is not taken for its repetition", async () => {
  const topic = await testTopic();
  const producer = producerFor({ giveUpAfterMs: 300 });
  await producer.publish({ topic: topic.name, type: "Numbered", payload: 0 });

  // The broker stores the record, but its answer never arrives, at no try.
  const { prototype } = createRequire(import.meta.url)("kafkajs/src/broker/index.js") as {
    prototype: Broker;
  };
  // oxlint-disable-next-line typescript/unbound-method -- called with its own broker below
  const { produce } = prototype;
  const lost = vi.spyOn(prototype, "produce").mockImplementation(async function lose(this: Broker, request) {
    await produce.call(this, request);
    throw Object.assign(new Error("the answer was lost"), {
      name: "KafkaJSRequestTimeoutError",
      retriable: true,
    });
  });
  onTestFinished(() => lost.mockRestore());
  await expect(producer.publish({ topic: topic.name, type: "Numbered", payload: 1 })).rejects.toThrow(
    RetryableError,
  );
  lost.mockRestore();

  await producer.publish({ topic: topic.name, type: "Numbered", payload: 2 });
  const values = (await topic.read()).map(({ message }) => message.value?.toString());
  // Once each: the repetitions of 1 were recognised, 2 was not taken for one.
  expect(values).toEqual(["0", "1", "2"]);
});

test("disposing waits for what is being published, and refuses what comes later", async () => {
  const topic = await testTopic();
  const producer = kafkaProducer({ brokers: brokers() });
  const published = producer.publish({ topic: topic.name, type: "Last", payload: 1 });
  await producer[Symbol.asyncDispose]();
  await published;
  expect(await topic.read()).toHaveLength(1);
  await expect(producer.publish({ topic: topic.name, type: "Late", payload: 1 })).rejects.toThrow("closed");
});

test("a consumer reads Zstandard, which kafkajs alone does not", async () => {
  const topic = await testTopic();
  const producer = producerFor({ compression: "zstd" });
  const seen: unknown[] = [];
  await startConsumer(topic, { handler: async ({ payload }) => void seen.push(payload) });
  await producer.publish({ topic: topic.name, type: "Packed", payload: "가".repeat(10_000) });
  await eventually(() => expect(seen).toEqual(["가".repeat(10_000)]));
});

test("markers of transactions are passed over, so that the group does not seem to lag", async () => {
  const topic = await testTopic();
  const producer = plainClient().producer({
    transactionalId: randomUUID(),
    idempotent: true,
    maxInFlightRequests: 1,
    createPartitioner: () => () => 0,
  });
  await producer.connect();
  onTestFinished(() => producer.disconnect());
  for (const [id, end] of [
    [1, "commit"],
    [2, "abort"],
    [3, "commit"],
  ] as const) {
    const transaction = await producer.transaction();
    await transaction.send({ topic: topic.name, messages: [{ value: json({ id }) }] });
    await transaction[end]();
  }
  const seen: unknown[] = [];
  const held = gate();
  await startConsumer(topic, {
    handler: async ({ payload }) => {
      seen.push(payload);
      await held.opened;
    },
  });
  held.open();
  // Three records and three markers.
  await eventually(async () => expect(await topic.committed()).toBe(6));
  expect(seen).toEqual([{ id: 1 }, { id: 3 }]);
});
