import { randomBytes } from "node:crypto";
import kafkajs from "kafkajs";
import { expect, test } from "vitest";
import { eventually, json, plainClient, startConsumer, testTopic } from "./kafka-fixture.ts";

// The broker compresses what it stores, with the libraries that Java's producers use.
test.each(["snappy", "lz4", "zstd", "gzip"])("records that are stored with %s are read", async (codec) => {
  const topic = await testTopic();
  await topic.admin.alterConfigs({
    validateOnly: false,
    resources: [{ type: 2, name: topic.name, configEntries: [{ name: "compression.type", value: codec }] }],
  });
  const payloads = [
    "short",
    "가".repeat(100_000),
    randomBytes(150_000).toString("base64"),
    Array.from({ length: 20_000 }, (_, id) => `${id % 977}:${id % 13}`),
  ];
  for (const payload of payloads) await topic.produce({ value: json(payload) });
  const seen: unknown[] = [];
  const { of } = await startConsumer(topic, { handler: async ({ payload }) => void seen.push(payload) });
  await eventually(async () => expect(await topic.committed()).toBe(payloads.length));
  expect(seen).toEqual(payloads);
  expect(of("crashed")).toEqual([]);
});

test("what cannot be written says what can", async () => {
  const topic = await testTopic();
  await startConsumer(topic, { handler: async () => {} });
  const producer = plainClient().producer({
    createPartitioner: kafkajs.Partitioners.DefaultPartitioner,
    retry: { retries: 0 },
  });
  await producer.connect();
  const { Snappy } = kafkajs.CompressionTypes;
  const sending = producer.send({ topic: topic.name, compression: Snappy, messages: [{ value: "x" }] });
  await expect(sending).rejects.toThrow("use gzip or zstd");
  await producer.disconnect();
});
