import { expect, onTestFinished, test } from "vitest";
import { z } from "zod";
import { type KafkaConsumerEvent, readDeadLetterHeaders } from "../../../runtime/adapters/kafka/index.ts";
import { FatalError, RetryableError } from "../../../runtime/index.ts";
import { eventually, json, startConsumer, testTopic } from "./kafka-fixture.ts";

const Order = z.object({ id: z.number() });
type Order = z.infer<typeof Order>;

test("poison messages go to the dead letter topic as they came, and hold up nothing", async () => {
  const topic = await testTopic(2);
  const headers = { trace: "abc" };
  await topic.produce(
    { value: json({ id: 1 }), key: "a", partition: 1 },
    { value: "{", key: "b", partition: 1, headers },
    { value: json({ id: "x" }), key: "c", partition: 1 },
    { value: null, key: "d", partition: 1 },
    { value: Buffer.from([0xff, 0xfe]), partition: 1 },
    { value: json({ id: 2 }), key: "e", partition: 1 },
  );
  const seen: number[] = [];
  const { of } = await startConsumer<Order>(topic, {
    schema: Order,
    handler: async ({ payload }) => void seen.push(payload.id),
  });

  await eventually(async () => expect(await topic.committed(1)).toBe(6));
  expect(seen).toEqual([1, 2]);
  expect(of("dead-lettered").map(({ reason, attempts }) => [reason, attempts])).toEqual(
    Array.from({ length: 4 }, () => ["poison", 0]),
  );

  const letters = await topic.read(`${topic.name}-dlt`);
  expect(letters.map(({ partition }) => partition)).toEqual([1, 1, 1, 1]);
  const [notJson] = letters;
  expect(notJson?.message.key?.toString()).toBe("b");
  expect(notJson?.message.value?.toString()).toBe("{");
  expect(notJson?.message.headers?.["trace"]?.toString()).toBe("abc");
  expect(readDeadLetterHeaders(notJson?.message.headers ?? {})).toEqual({
    topic: topic.name,
    partition: 1,
    offset: "1",
    consumerGroup: topic.group,
    exception: "InvalidPayloadError",
    message: `record of topic "${topic.name}" is not valid: not JSON`,
  });
  expect(letters.map(({ message }) => message.value)[2]).toBeNull();
});

test.each([0, 1, 3])(
  "a record is tried once and then %i times more before it is a dead letter",
  async (retriesMax) => {
    const topic = await testTopic();
    await topic.produce({ value: json({ id: 1 }) }, { value: json({ id: 2 }) });
    const attempts: number[] = [];
    const { of } = await startConsumer<Order>(topic, {
      retry: { retriesMax, delayMs: 1 },
      handler: async ({ payload, attempt }) => {
        if (payload.id === 2) return;
        attempts.push(attempt);
        throw new RetryableError("the database is away", { cause: new TypeError("socket") });
      },
    });

    await eventually(async () => expect(await topic.committed()).toBe(2));
    expect(attempts).toEqual(Array.from({ length: retriesMax + 1 }, (_, index) => index + 1));
    expect(of("dead-lettered")).toMatchObject([
      { reason: "exhausted", attempts: retriesMax + 1, offset: "0" },
    ]);
    const [letter] = await topic.read(`${topic.name}-dlt`);
    expect(letter?.message.headers?.["kafka_dlt-exception-cause-fqcn"]?.toString()).toBe("TypeError");
    expect(letter?.message.headers?.["kafka_dlt-exception-stacktrace"]?.toString()).toContain(
      "the database is away",
    );
    expect(await topic.metadata()).toBeNull();
  },
);

test.each([
  ["TypeError", new TypeError("x of undefined")],
  ["RangeError", new RangeError("out of range")],
  ["ReferenceError", new ReferenceError("nope")],
  ["SyntaxError", new SyntaxError("bad JSON")],
  ["FatalError", new FatalError("no")],
  ["something that is no error", "just text"],
])("a handler that throws %s neither stops the consumer nor blocks the partition", async (_, thrown) => {
  const topic = await testTopic();
  await topic.produce({ value: json({ id: 1 }) }, { value: json({ id: 2 }) });
  const { of } = await startConsumer<Order>(topic, {
    retry: { retriesMax: 1, delayMs: 1 },
    handler: ({ payload }) => {
      // Thrown before there is a promise: the hardest case.
      // oxlint-disable-next-line typescript/only-throw-error -- what users' code does is not ours to choose
      if (payload.id === 1) throw thrown;
      return Promise.resolve();
    },
  });
  await eventually(async () => expect(await topic.committed()).toBe(2));
  expect(of("handled")).toMatchObject([{ offset: "1" }]);
  expect(of("dead-lettered")).toMatchObject([{ offset: "0" }]);
  expect(of("crashed")).toEqual([]);
});

test("a record that is retried keeps its partition's order, and holds up no other partition", async () => {
  const topic = await testTopic(2);
  await topic.produce(
    { value: json({ id: 1 }), partition: 0 },
    { value: json({ id: 2 }), partition: 0 },
    { value: json({ id: 10 }), partition: 1 },
    { value: json({ id: 11 }), partition: 1 },
  );
  const seen: number[] = [];
  let otherDone = false;
  await startConsumer<Order>(topic, {
    retry: { retriesMax: 1000, delayMs: 5, factor: 1 },
    handler: async ({ payload: { id } }) => {
      if (id === 1 && !otherDone) throw new RetryableError("not yet");
      seen.push(id);
      otherDone ||= id === 11;
    },
  });
  await eventually(async () => expect(await topic.committed(0)).toBe(2));
  expect(seen).toEqual([10, 11, 1, 2]);
});

test("when the dead letter topic does not take a record, the record is not skipped", async () => {
  const topic = await testTopic();
  const missing = `${topic.name}-elsewhere`;
  await topic.produce({ value: "{" }, { value: json({ id: 2 }) });
  const seen: number[] = [];
  const { of } = await startConsumer<Order>(topic, {
    deadLetter: { topic: missing, create: false },
    giveUpAfterMs: 500,
    handler: async ({ payload }) => void seen.push(payload.id),
  });
  await eventually(() => expect(of("dead-letter-failed").length).toBeGreaterThan(0));
  expect(await topic.committed()).toBe(-1);
  expect(seen).toEqual([]);

  await topic.admin.createTopics({ topics: [{ topic: missing, numPartitions: 1 }] });
  await eventually(async () => expect(await topic.committed()).toBe(2));
  expect(seen).toEqual([2]);
  expect(await topic.read(missing)).toHaveLength(1);
});

test("records of other event types are skipped", async () => {
  const topic = await testTopic();
  await topic.produce(
    { value: json({ id: 1 }), headers: { "event-type": "Wanted" } },
    { value: "not even JSON", headers: { "event-type": "Other" } },
    { value: json({ id: 3 }) },
  );
  const seen: number[] = [];
  await startConsumer<Order>(topic, {
    eventType: "Wanted",
    handler: async ({ payload }) => void seen.push(payload.id),
  });
  await eventually(async () => expect(await topic.committed()).toBe(3));
  expect(seen).toEqual([1, 3]);
});

test("a tombstone comes to the handler where the schema takes null, with its key", async () => {
  const topic = await testTopic();
  await topic.produce({ value: json({ id: 1 }), key: "a" }, { value: null, key: "a" });
  const seen: [string | null, Order | null][] = [];
  await startConsumer<Order | null>(topic, {
    schema: Order.nullable(),
    handler: async ({ key, payload }) => void seen.push([key, payload]),
  });
  await eventually(async () => expect(await topic.committed()).toBe(2));
  expect(seen).toEqual([
    ["a", { id: 1 }],
    ["a", null],
  ]);
});

test.each([
  ["throws", () => throwing(new Error("metrics are away"))],
  ["rejects", async () => throwing(new Error("metrics are away"))],
])("a listener that %s stops no records, and is a warning of the process", async (_, fail) => {
  const topic = await testTopic();
  await topic.produce({ value: json({ id: 1 }) }, { value: json({ id: 2 }) });
  const told = new Set<string>();
  const names: string[] = [];
  const listen = ({ name }: Error): void => void names.push(name);
  process.on("warning", listen);
  onTestFinished(() => void process.off("warning", listen));
  const onEvent = ({ kind }: KafkaConsumerEvent): unknown => {
    told.add(kind);
    return fail();
  };
  await startConsumer<Order>(topic, { handler: async () => {}, onEvent });
  await eventually(async () => expect(await topic.committed()).toBe(2));
  expect(told).toContain("handled");
  expect(names).toContain("SeqwrightListenerWarning");
});

function throwing(error: Error): never {
  throw error;
}
