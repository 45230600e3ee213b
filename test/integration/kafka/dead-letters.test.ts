import { randomBytes } from "node:crypto";
import { expect, test } from "vitest";
import { kafkaProducer, readDeadLetterHeaders } from "../../../runtime/adapters/kafka/index.ts";
import { headerTexts } from "../../../runtime/adapters/kafka/records/record-headers.ts";
import { brokers, eventually, json, startConsumer, testTopic } from "./kafka-fixture.ts";

test("a dead letter topic with fewer partitions still gets the letter, which says where it came from", async () => {
  const topic = await testTopic(3);
  const dlt = `${topic.name}-dlt`;
  await topic.admin.createTopics({ waitForLeaders: true, topics: [{ topic: dlt, numPartitions: 1 }] });
  await topic.produce(
    { value: json({ id: 1 }), partition: 0 },
    { value: "{", key: "k", partition: 2 },
    { value: "{", partition: 0 },
  );
  const { of } = await startConsumer(topic, { deadLetter: { create: false }, handler: async () => {} });
  await eventually(() => expect(of("dead-lettered")).toHaveLength(2));
  const letters = await topic.read(dlt);
  const origins = letters.map(({ message }) => readDeadLetterHeaders(message.headers ?? {}));
  expect(origins).toEqual(
    expect.arrayContaining([
      expect.objectContaining({ partition: 2, offset: "0" }),
      expect.objectContaining({ partition: 0, offset: "1" }),
    ]),
  );
});

test("the dead letter topic grows with its source, so that letters keep their partition", async () => {
  const topic = await testTopic(1);
  const dlt = `${topic.name}-dlt`;
  const { of } = await startConsumer(topic, { metadataMaxAgeMs: 200, handler: async () => {} });
  await topic.admin.createPartitions({ topicPartitions: [{ topic: topic.name, count: 3 }] });
  await using producer = kafkaProducer({ brokers: brokers() });
  await producer.send({ topic: topic.name, partition: 2, key: null, value: "{" });
  await eventually(() => expect(of("dead-lettered")).toHaveLength(1));
  expect((await topic.read(dlt)).map(({ partition }) => partition)).toEqual([2]);
});

test("a record that is larger than a dead letter may be blocks nothing: its letter says where its value is", async () => {
  const topic = await testTopic();
  await topic.takeRecordsUpTo(8_000_000);
  const incompressible = randomBytes(3_000_000);
  const compressible = Buffer.from("x".repeat(3_000_000));
  await topic.produce({ value: incompressible, key: "a" });
  await topic.produce({ value: compressible, key: "b" });
  await topic.produce({ value: json({ id: 1 }) });
  const { of } = await startConsumer(topic, { handler: async () => {} });
  await eventually(async () => expect(await topic.committed()).toBe(3));
  expect(of("dead-letter-failed")).toEqual([]);

  const letters = await topic.read(`${topic.name}-dlt`);
  const [without, whole] = letters.map(({ message }) => message);
  expect(without?.value).toBeNull();
  expect(without?.key?.toString()).toBe("a");
  expect(without?.headers?.["seqwright-value-omitted"]?.toString()).toBe("3000000");
  expect(readDeadLetterHeaders(without?.headers ?? {})).toMatchObject({ topic: topic.name, offset: "0" });
  expect(whole?.value?.equals(compressible)).toBe(true);
  expect(whole?.headers?.["seqwright-value-omitted"]).toBeUndefined();
});

test.each([
  ["their headers", 1000, 70_000],
  ["all of them", 40_000, 40_000],
])("letters that are large by %s and sent together keep their values", async (_, inValue, inHeader) => {
  const topic = await testTopic();
  const values = Array.from({ length: 30 }, () => randomBytes(inValue));
  for (const value of values)
    await topic.produce({
      value,
      key: value.toString("hex", 0, 8),
      headers: { large: randomBytes(inHeader) },
    });
  // All letters are sent at the same time.
  const { of } = await startConsumer(topic, { concurrency: values.length, handler: async () => {} });
  await eventually(async () => expect(await topic.committed()).toBe(values.length));
  expect(of("dead-letter-failed")).toEqual([]);
  const letters = (await topic.read(`${topic.name}-dlt`)).map(({ message }) => message);
  const hex = (buffers: readonly (Buffer | null)[]) =>
    buffers.map((each) => each?.toString("hex")).toSorted();
  expect(hex(letters.map(({ value }) => value))).toEqual(hex(values));
  // Nor is what happened left out.
  for (const { headers } of letters) expect(headers).toHaveProperty("kafka_dlt-exception-message");
});

test("keys and headers that are no text come to the handler and to the dead letter topic", async () => {
  const topic = await testTopic();
  const key = Buffer.from([0xff, 0xfe, 0x00]);
  const headers = { trace: key, twice: ["1", "2"], constructor: "new", ["__proto__"]: "mine" };
  await using producer = kafkaProducer({ brokers: brokers() });
  await producer.send({ topic: topic.name, key, value: json({ id: 1 }), headers });
  const seen: unknown[] = [];
  await startConsumer(topic, {
    retry: { retriesMax: 0 },
    handler: async (event) => {
      seen.push(event.key, event.headers);
      throw new Error("to the dead letters");
    },
  });
  await eventually(async () => expect(await topic.committed()).toBe(1));
  const text = key.toString();
  expect(seen[0]).toBe(text);
  expect(Object.entries(seen[1] as object)).toEqual([
    ["trace", text],
    ["twice", "2"],
    ["constructor", "new"],
    ["__proto__", "mine"],
  ]);

  const [letter] = await topic.read(`${topic.name}-dlt`);
  expect(letter?.message.key).toEqual(key);
  expect(letter?.message.headers?.["trace"]).toEqual(key);
  expect(String(letter?.message.headers?.["twice"])).toBe("1,2");
  expect(headerTexts(letter?.message.headers)).toMatchObject({ constructor: "new" });
  expect(Object.entries(headerTexts(letter?.message.headers))).toContainEqual(["__proto__", "mine"]);
});
