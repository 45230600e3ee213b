import { type ChildProcess, spawn } from "node:child_process";
import { createInterface } from "node:readline";
import { createRequire } from "node:module";
import { fileURLToPath } from "node:url";
import kafkajs from "kafkajs";
import { expect, onTestFinished, test, vi } from "vitest";
import type { DeferredAcknowledgement } from "../../../runtime/ports/event-consumer.ts";
import { brokers, eventually, json, startConsumer, testTopic, type TestTopic } from "./kafka-fixture.ts";

interface Worker {
  readonly process: ChildProcess;
  readonly lines: string[];
  until(line: string): Promise<void>;
}

function startWorker(topic: TestTopic): Worker {
  const script = fileURLToPath(new URL("failing-worker.ts", import.meta.url));
  const parameters = ["--conditions=seqwright-source", script, brokers().join(","), topic.name, topic.group];
  const child = spawn(process.execPath, parameters, { stdio: ["ignore", "pipe", "inherit"] });
  onTestFinished(() => void child.kill("SIGKILL"));
  const lines: string[] = [];
  createInterface({ input: child.stdout }).on("line", (line) => lines.push(line));
  return {
    process: child,
    lines,
    until: (line) => eventually(() => expect(lines).toContain(line)),
  };
}

test("the number of tries is exact across processes that are killed between them", async () => {
  const topic = await testTopic();
  await topic.produce({ value: json({ id: 0 }) });

  const first = startWorker(topic);
  await first.until("recorded 2");
  first.process.kill("SIGKILL");
  const second = startWorker(topic);
  await second.until("recorded 3");
  second.process.kill("SIGKILL");
  const third = startWorker(topic);
  await third.until("buried 4");

  const tries = [first, second, third].flatMap(({ lines }) => lines.filter((line) => line.startsWith("try")));
  expect(tries).toEqual(["try 1", "try 2", "try 3", "try 4"]);
  await eventually(async () => expect(await topic.committed()).toBe(1));
  expect(await topic.read(`${topic.name}-dlt`)).toHaveLength(1);
});

test("a record whose last try was on record before a crash is dead-lettered without another try", async () => {
  const topic = await testTopic();
  await topic.produce({ value: json({ id: 0 }) }, { value: json({ id: 1 }) });
  await commitMetadata(topic, "seqwright 0:4 1:3");
  const tries: [string, number][] = [];
  const { of } = await startConsumer(topic, {
    handler: async ({ offset, attempt }) => void tries.push([offset, attempt]),
  });
  await eventually(async () => expect(await topic.committed()).toBe(2));
  expect(tries).toEqual([["1", 4]]);
  expect(of("dead-lettered")).toMatchObject([{ offset: "0", reason: "exhausted", attempts: 4 }]);
});

test("a consumer that kafkajs gives up for good is built anew", async () => {
  const topic = await testTopic();
  const seen: string[] = [];
  // A final error from inside kafkajs, as an incompatible broker or a mistake of its own would cause.
  const fetch = vi.spyOn(consumerGroupPrototype(), "fetch");
  fetch.mockRejectedValueOnce(new TypeError("a mistake inside the client"));
  onTestFinished(() => fetch.mockRestore());
  const { of } = await startConsumer(topic, { handler: async ({ offset }) => void seen.push(offset) });
  await eventually(() => expect(of("rebuilt")).toHaveLength(1));
  await topic.produce({ value: json({ id: 0 }) });
  await eventually(async () => expect(await topic.committed()).toBe(1));
  expect(seen).toEqual(["0"]);
  expect(of("crashed")).toHaveLength(1);
});

test("work under way outlives a consumer that is built anew: nothing is handled twice, and acknowledgements count", async () => {
  const topic = await testTopic();
  await topic.produce({ value: json({ id: 0 }) }, { value: json({ id: 1 }) });
  const acks = new Map<string, DeferredAcknowledgement>();
  let handlings = 0;
  const { of } = await startConsumer(topic, {
    acknowledge: "deferred",
    handler: async ({ offset }, ack) => {
      handlings += 1;
      acks.set(offset, ack);
    },
  });
  await eventually(() => expect(acks.size).toBe(2));
  const fetch = vi.spyOn(consumerGroupPrototype(), "fetch");
  fetch.mockRejectedValueOnce(new TypeError("a mistake inside the client"));
  onTestFinished(() => fetch.mockRestore());
  await eventually(() => expect(of("rebuilt")).toHaveLength(1));
  await acks.get("1")?.acknowledge();
  await acks.get("0")?.acknowledge();
  await topic.produce({ value: json({ id: 2 }) });
  await eventually(() => expect(acks.size).toBe(3));
  await acks.get("2")?.acknowledge();
  await eventually(async () => expect(await topic.committed()).toBe(3));
  expect(handlings).toBe(3);
});

test("a consumer that crashes again and again is built anew each time", async () => {
  const topic = await testTopic();
  const seen: string[] = [];
  const fetch = vi.spyOn(consumerGroupPrototype(), "fetch");
  for (let times = 0; times < 3; times += 1) fetch.mockRejectedValueOnce(new TypeError("again"));
  onTestFinished(() => fetch.mockRestore());
  const { of } = await startConsumer(topic, { handler: async ({ offset }) => void seen.push(offset) });
  await eventually(() => expect(of("rebuilt").length).toBeGreaterThanOrEqual(3));
  await topic.produce({ value: json({ id: 0 }) });
  await eventually(async () => expect(await topic.committed()).toBe(1));
  expect(seen).toEqual(["0"]);
});

test("what was known of records is not taken to be about others when the topic begins anew", async () => {
  const topic = await testTopic();
  // As after the topic was deleted and created again: the group stands behind its end.
  await commitMetadata(topic, "seqwright 0:9 1-2", "100");
  await topic.produce({ value: json(0) }, { value: json(1) }, { value: json(2) });
  const seen: [string, number][] = [];
  await startConsumer(topic, { handler: async ({ offset, attempt }) => void seen.push([offset, attempt]) });
  await eventually(async () => expect(await topic.committed()).toBe(3));
  expect(seen).toEqual([
    ["0", 1],
    ["1", 1],
    ["2", 1],
  ]);
});

const requireInternal = createRequire(import.meta.url);

interface ConsumerGroup {
  fetch(nodeId: number): Promise<unknown>;
}

function consumerGroupPrototype(): ConsumerGroup {
  const { prototype } = requireInternal("kafkajs/src/consumer/consumerGroup.js") as {
    prototype: ConsumerGroup;
  };
  return prototype;
}

async function commitMetadata({ name, group }: TestTopic, metadata: string, offset = "0"): Promise<void> {
  const client = new kafkajs.Kafka({ brokers: [...brokers()], logLevel: kafkajs.logLevel.NOTHING });
  const consumer = client.consumer({ groupId: group, maxWaitTimeInMs: 50 });
  await consumer.connect();
  await consumer.subscribe({ topic: name });
  const joined = new Promise<void>(
    (resolve) => void consumer.on(consumer.events.GROUP_JOIN, () => resolve()),
  );
  await consumer.run({ autoCommit: false, eachMessage: async () => {} });
  await joined;
  await consumer.commitOffsets([{ topic: name, partition: 0, offset, metadata }]);
  await consumer.disconnect();
}
