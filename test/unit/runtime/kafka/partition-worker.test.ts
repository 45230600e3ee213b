import type { KafkaMessage } from "kafkajs";
import { expect, test, vi } from "vitest";
import { partitionSettings } from "../../../../runtime/adapters/kafka/consumer/consumer-options.ts";
import type { KafkaConsumerEvent, KafkaConsumerOptions } from "../../../../runtime/adapters/kafka/index.ts";
import { PartitionWorker } from "../../../../runtime/adapters/kafka/partition/partition-worker.ts";

/** A worker of a partition from offset 0 on, and what it tells. */
function workerOf(options: Pick<KafkaConsumerOptions<unknown>, "concurrency" | "eventType" | "inFlightMax">) {
  const events: KafkaConsumerEvent[] = [];
  const firstDone = Promise.withResolvers<void>();
  const seen: string[] = [];
  const handler = async ({ offset }: { readonly offset: string }): Promise<void> => {
    seen.push(offset);
    if (offset === "0") await firstDone.promise;
  };
  const settings = partitionSettings(
    { brokers: [], groupId: "g", topic: "t", handler, ...options },
    {
      onEvent: (event) => void events.push(event),
      sendDeadLetter: async () => "t-dlt",
      onProgress: () => {},
      onSpace: () => {},
    },
  );
  const none = { failures: new Map<number, number>(), done: new Set<number>() };
  const worker = new PartitionWorker(settings, { topic: "t", partition: 0, offset: 0, ...none, epoch: 1 });
  return { worker, seen, events, finishFirst: firstDone.resolve };
}

const messages = (types: readonly string[]): KafkaMessage[] =>
  types.map((type, offset) => ({
    key: Buffer.from("k"),
    value: Buffer.from("1"),
    offset: String(offset),
    timestamp: "0",
    attributes: 0,
    headers: { "event-type": type },
  }));

test("any number of records may wait for one with their key, also those that are skipped", async () => {
  const others = 20_000;
  const { worker, seen, events, finishFirst } = workerOf({
    concurrency: 4,
    eventType: "Wanted",
    inFlightMax: 2 * others,
  });
  const types = ["Wanted", ...Array.from({ length: others }, () => "Other"), "Wanted"];
  worker.offer(messages(types), types.length);
  // Almost all have been taken in by then, and wait.
  await expect(worker.waitForSpace(10_000)).resolves.toBe(true);
  expect(worker.mark).toBe(0);
  finishFirst();
  await vi.waitFor(() => expect(worker.mark).toBe(types.length), { timeout: 10_000 });
  expect(seen).toEqual(["0", String(others + 1)]);
  expect(events.filter(({ kind }) => kind === "skipped")).toHaveLength(others);
  worker.close();
});

test("records whose key's turn comes while the partition is suspended begin when it goes on, in order", async () => {
  const { worker, seen, finishFirst } = workerOf({ concurrency: 2 });
  worker.offer(messages(["A", "A", "A"]), 3);
  const still = worker.suspend();
  finishFirst();
  await still;
  expect(seen).toEqual(["0"]);
  worker.resume();
  await vi.waitFor(() => expect(worker.mark).toBe(3));
  expect(seen).toEqual(["0", "1", "2"]);
  worker.close();
});
