import type { Admin, KafkaMessage } from "kafkajs";
import { expect, test, vi } from "vitest";
import type { KafkaConsumerEvent } from "../../../../runtime/adapters/kafka/index.ts";
import { partitionSettings } from "../../../../runtime/adapters/kafka/consumer/consumer-options.ts";
import { GroupAssignment } from "../../../../runtime/adapters/kafka/consumer/group-assignment.ts";

/** An assignment of a group that stands at `offset`, and what its handler is called with. */
function assignmentAt(offset: string, metadata: string) {
  const seen: [offset: string, attempt: number][] = [];
  const events: KafkaConsumerEvent[] = [];
  const onEvent = (event: KafkaConsumerEvent) => void events.push(event);
  const settings = partitionSettings(
    {
      brokers: [],
      groupId: "g",
      topic: "t",
      handler: async (event) => void seen.push([event.offset, event.attempt]),
    },
    { onEvent, sendDeadLetter: async () => "t-dlt", onProgress: () => {}, onSpace: () => {} },
  );
  const partitions = [{ partition: 0, offset, metadata }];
  const admin = { fetchOffsets: async () => [{ topic: "t", partitions }] } as unknown as Admin;
  const stopping = new AbortController().signal;
  const assignment = new GroupAssignment({
    groupId: "g",
    topics: ["t"],
    settings,
    admin: async () => admin,
    onEvent,
    stopping,
  });
  assignment.joined({ t: [0] });
  return { assignment, seen, events };
}

const messages = (from: number, to: number): KafkaMessage[] =>
  Array.from({ length: to - from }, (_, index) => ({
    key: null,
    value: Buffer.from("1"),
    offset: String(from + index),
    timestamp: "0",
    attributes: 0,
    headers: {},
  }));

test("what the metadata says of records is about those behind the committed offset", async () => {
  const { assignment, seen } = assignmentAt("10", "seqwright 0:2 1");
  const worker = await assignment.workerFor("t", 0, 10);
  worker?.offer(messages(10, 13), 13);
  await vi.waitFor(() => expect(worker?.mark).toBe(13));
  expect(seen).toEqual([
    ["10", 3],
    ["12", 1],
  ]);
  assignment.close();
});

test("where the topic has begun anew below that offset, it says nothing of its records", async () => {
  const { assignment, seen } = assignmentAt("10", "seqwright 0:2 1");
  const worker = await assignment.workerFor("t", 0, 0);
  worker?.offer(messages(0, 3), 3);
  await vi.waitFor(() => expect(worker?.mark).toBe(3));
  expect(seen).toEqual([
    ["0", 1],
    ["1", 1],
    ["2", 1],
  ]);
  assignment.close();
});

test("a partition that went to another consumer has no worker", async () => {
  const { assignment, events } = assignmentAt("10", "");
  expect(await assignment.workerFor("t", 0, 10)).toBeDefined();
  assignment.joined({ t: [1] });
  expect(await assignment.workerFor("t", 0, 10)).toBeUndefined();
  expect([...assignment.ownedWorkers()]).toEqual([]);
  expect(events).toEqual([
    { kind: "assigned", topic: "t", partition: 0 },
    { kind: "revoked", topic: "t", partition: 0 },
    { kind: "assigned", topic: "t", partition: 1 },
  ]);
});
