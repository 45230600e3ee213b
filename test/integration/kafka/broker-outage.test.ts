import { spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, expect, onTestFinished, test } from "vitest";
import { kafkaConsumer, kafkaProducer } from "../../../runtime/adapters/kafka/index.ts";
import { privateServices, type Services } from "../../../generator/services/index.ts";
import { eventually, plainClient } from "./kafka-fixture.ts";

let services: Services<"kafka">;

beforeAll(async () => {
  services = await privateServices({ only: ["kafka"] });
}, 120_000);
afterAll(async () => services[Symbol.asyncDispose](), 60_000);

async function topicNamed(topic: string): Promise<void> {
  const admin = plainClient(services.kafka.address.brokers).admin();
  await admin.connect();
  await admin.createTopics({ waitForLeaders: true, topics: [{ topic, numPartitions: 1 }] });
  await admin.disconnect();
}

test("what is published and consumed while the broker is killed and comes back is handled, in order", async () => {
  const topic = "outage";
  await topicNamed(topic);
  const connection = { brokers: services.kafka.address.brokers };
  const producer = kafkaProducer(connection);
  const seen = new Set<number>();
  const kinds: string[] = [];
  const consumer = kafkaConsumer<number>({
    ...connection,
    topic,
    groupId: `${topic}-group`,
    sessionTimeoutMs: 6000,
    handler: async ({ payload }) => void seen.add(payload),
    onEvent: ({ kind }) => void kinds.push(kind),
  });
  onTestFinished(async () => {
    await Promise.all([consumer.stop(), producer[Symbol.asyncDispose]()]);
  });
  const publish = async (payload: number) => producer.publish({ topic, type: "Numbered", payload });
  await consumer.start();
  await publish(0);
  await eventually(() => expect(seen.size).toBe(1));

  await services.kafka.kill();
  const published = Promise.all([publish(1), publish(2)]);
  await services.kafka.restart();
  await published;
  await publish(3);
  await eventually(() => expect([...seen]).toEqual([0, 1, 2, 3]), 90_000);
  expect(kinds).not.toContain("dead-lettered");
});

test("a process that consumes and publishes ends by itself after its broker was killed", async () => {
  const topic = "ending";
  await topicNamed(topic);
  const script = fileURLToPath(new URL("ending-process.ts", import.meta.url));
  const parameters = [
    "--conditions=seqwright-source",
    script,
    services.kafka.address.brokers.join(","),
    topic,
  ];
  const child = spawn(process.execPath, parameters, { stdio: ["pipe", "pipe", "pipe"] });
  onTestFinished(() => void child.kill("SIGKILL"));
  const lines: string[] = [];
  createInterface({ input: child.stdout }).on("line", (line) => lines.push(line));
  createInterface({ input: child.stderr }).on("line", (line) => lines.push(`error: ${line}`));
  await eventually(() => expect(lines).toContain("handled 1"));

  const exited = once(child, "exit");
  await services.kafka.kill();
  child.stdin.end();
  expect(await exited).toEqual([0, null]);
  expect(lines).toEqual(["handled 1", "refused 2", "closed"]);
});
