import { spawn } from "node:child_process";
import { randomUUID } from "node:crypto";
import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";
import { createServer } from "node:tls";
import { fileURLToPath } from "node:url";
import { expect, onTestFinished, test } from "vitest";
import {
  kafkaConsumer,
  type KafkaConsumerEvent,
  type KafkaConsumerOptions,
  kafkaProducer,
} from "../../../runtime/adapters/kafka/index.ts";
import { FatalError, RetryableError } from "../../../runtime/index.ts";
import type { ConsumedEvent } from "../../../runtime/ports/event-consumer.ts";
import { brokers, eventually, json, plainClient, testTopic } from "./kafka-fixture.ts";

function consumerOf(topic: string, options: Partial<KafkaConsumerOptions<unknown>> = {}) {
  const events: KafkaConsumerEvent[] = [];
  const consumer = kafkaConsumer<unknown>({
    brokers: brokers(),
    topic,
    groupId: `${topic}-group`,
    handler: async () => {},
    onEvent: (event) => void events.push(event),
    ...options,
  });
  onTestFinished(() => consumer.stop());
  return { consumer, events };
}

test("a topic that does not exist is named at the start", async () => {
  const name = `missing-${randomUUID()}`;
  const { consumer } = consumerOf(name, { topicReadyMs: 200 });
  const starting = consumer.start();
  await expect(starting).rejects.toThrow(RetryableError);
  await expect(starting).rejects.toThrow(`topic "${name}" does not exist (waited 200 ms for it)`);
});

test("a start that was rejected leaves nothing open, and may be made again", async () => {
  const name = `missing-${randomUUID()}`;
  const script = fileURLToPath(new URL("rejected-start.ts", import.meta.url));
  const parameters = ["--conditions=seqwright-source", script, brokers().join(","), name];
  const child = spawn(process.execPath, parameters, { stdio: ["ignore", "pipe", "inherit"] });
  onTestFinished(() => void child.kill("SIGKILL"));
  // Ends by itself, without having been told to stop.
  const [output, [code]] = await Promise.all([text(child.stdout), once(child, "exit")]);
  const reason = `topic "${name}" does not exist (waited 1 ms for it)`;
  expect(output.split("\n")).toEqual([
    expect.stringContaining(reason),
    expect.stringContaining(reason),
    "nothing is open",
    "",
  ]);
  expect(code).toBe(0);
});

test("a topic may be created while the consumer starts", async () => {
  const topic = await testTopic();
  const name = `${topic.name}-late`;
  let handled = 0;
  const { consumer } = consumerOf(name, { topicReadyMs: 20_000, handler: async () => void (handled += 1) });
  const starting = consumer.start();
  await topic.admin.createTopics({ waitForLeaders: true, topics: [{ topic: name, numPartitions: 1 }] });
  await starting;
  await using producer = kafkaProducer({ brokers: brokers() });
  await producer.publish({ topic: name, type: "Late", payload: 1 });
  await eventually(() => expect(handled).toBe(1));
});

test("consumers that start at the same time agree on the dead letter topic", async () => {
  const topic = await testTopic(4);
  // One that is there, but too small: all of them try to add partitions.
  const dlt = `${topic.name}-dlt`;
  await topic.admin.createTopics({ waitForLeaders: true, topics: [{ topic: dlt, numPartitions: 1 }] });
  const consumers = Array.from(
    { length: 8 },
    (_, index) => consumerOf(topic.name, { groupId: `${topic.group}-${index}` }).consumer,
  );
  await Promise.all(consumers.map((consumer) => consumer.start()));
  const { topics } = await topic.admin.fetchTopicMetadata({ topics: [dlt] });
  expect(topics[0]?.partitions).toHaveLength(4);
});

test("refused credentials are fatal at the start", async () => {
  const topic = await testTopic();
  // These brokers know no credentials at all.
  const sasl = { mechanism: "plain", username: "somebody", password: "wrong" } as const;
  const { consumer } = consumerOf(topic.name, { sasl });
  await expect(consumer.start()).rejects.toThrow(FatalError);
});

test("a setting that the broker refuses is fatal at the start, and nothing goes on behind it", async () => {
  const topic = await testTopic();
  const tooLong = 10_000_000;
  const { consumer, events } = consumerOf(topic.name, {
    sessionTimeoutMs: tooLong,
    rebalanceTimeoutMs: tooLong,
  });
  await expect(consumer.start()).rejects.toThrow(/session timeout is not within the range/);
  // By then a consumer that is being rebuilt would have been refused again.
  const refusedAt = performance.now();
  await eventually(() => expect(performance.now() - refusedAt).toBeGreaterThan(1000));
  expect(events.map(({ kind }) => kind)).toEqual(["crashed"]);
});

test("ssl: true never connects without encryption", async () => {
  const topic = await testTopic();
  const { consumer } = consumerOf(topic.name, { ssl: true, giveUpAfterMs: 1 });
  await expect(consumer.start()).rejects.toThrow(/^start consumer of/);
  const producer = kafkaProducer({ brokers: brokers(), ssl: true, giveUpAfterMs: 1 });
  await expect(producer.publish({ topic: topic.name, type: "Secret", payload: 1 })).rejects.toThrow(
    "publish 1 record(s)",
  );
  await producer[Symbol.asyncDispose]();
  expect(await topic.read()).toEqual([]);
});

test("a certificate that cannot be trusted is fatal at the first connection", async () => {
  let connections = 0;
  const server = createServer(untrusted);
  server.on("connection", () => void (connections += 1));
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  onTestFinished(() => void server.close());
  const { port } = server.address() as AddressInfo;
  const { consumer } = consumerOf("any", { brokers: [`127.0.0.1:${port}`], ssl: true });
  const starting = consumer.start();
  await expect(starting).rejects.toThrow(FatalError);
  await expect(starting).rejects.toThrow(/self-signed certificate/);
  expect(connections).toBe(1);
});

test("stopping does not wait for a start that tries to reach brokers", async () => {
  const { consumer } = consumerOf("any", { brokers: ["127.0.0.1:1"], giveUpAfterMs: 600_000 });
  const [started] = await Promise.allSettled([consumer.start(), consumer.stop()]);
  expect(started).toMatchObject({
    reason: { message: expect.stringMatching(/has been closed$/) as unknown },
  });
  await expect(consumer.start()).rejects.toThrow("has been stopped");
});

test("disposing a producer does not wait for brokers longer than it was told", async () => {
  const options = { brokers: ["127.0.0.1:1"], giveUpAfterMs: 600_000, closeTimeoutMs: 50 };
  const producer = kafkaProducer(options);
  const publishing = producer.publish({ topic: "any", type: "Any", payload: 1 });
  const [published] = await Promise.allSettled([publishing, producer[Symbol.asyncDispose]()]);
  expect(published).toMatchObject({
    reason: { message: expect.stringMatching(/has been closed$/) as unknown },
  });
});

test("partitions added to a topic are consumed by a running consumer", async () => {
  const topic = await testTopic(1);
  const seen: unknown[] = [];
  const { consumer } = consumerOf(topic.name, {
    metadataMaxAgeMs: 200,
    commitIntervalMs: 20,
    handler: async ({ partition, payload }: ConsumedEvent) => void seen.push([partition, payload]),
  });
  await consumer.start();
  await topic.admin.createPartitions({ topicPartitions: [{ topic: topic.name, count: 3 }] });
  const producer = plainClient().producer();
  await producer.connect();
  await producer.send({ topic: topic.name, messages: [{ value: json(1), partition: 2 }] });
  await producer.disconnect();
  await eventually(() => expect(seen).toEqual([[2, 1]]));
});

/** Signed by itself, for nobody. */
const untrusted = {
  key: `-----BEGIN PRIVATE KEY-----
MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgj4K6O68294n+dwix
IRAxCCMFyIUPn+NaT9uHVHvs36ShRANCAAQPx0LXdnkn2kJcnsk+68EAzSy74IkY
vYgxvwaRd49V8aC6VunsPDwIICVn5cpjR3mseDoqK4Gcz1b1JIRtg0QH
-----END PRIVATE KEY-----`,
  cert: `-----BEGIN CERTIFICATE-----
MIIBgDCCASWgAwIBAgIULOk2kRqi21UiH/0EBODfwdSFda4wCgYIKoZIzj0EAwIw
FDESMBAGA1UEAwwJdW50cnVzdGVkMCAXDTI2MTEyMTAzMzgzN1oYDzIxMjYxMDI4
MDMzODM3WjAUMRIwEAYDVQQDDAl1bnRydXN0ZWQwWTATBgcqhkjOPQIBBggqhkjO
PQMBBwNCAAQPx0LXdnkn2kJcnsk+68EAzSy74IkYvYgxvwaRd49V8aC6VunsPDwI
ICVn5cpjR3mseDoqK4Gcz1b1JIRtg0QHo1MwUTAdBgNVHQ4EFgQU4YOPkSBqUCSg
NTEGG8jvDel+JqcwHwYDVR0jBBgwFoAU4YOPkSBqUCSgNTEGG8jvDel+JqcwDwYD
VR0TAQH/BAUwAwEB/zAKBggqhkjOPQQDAgNJADBGAiEA8fBG12ZBfhVx+XwPobln
tdjBYikX8D6qz5DT41CtCjECIQDxe85cvkhVI/sUcYJ+zuuDt8mub5hPmk79/+/7
MxKx3g==
-----END CERTIFICATE-----`,
};
