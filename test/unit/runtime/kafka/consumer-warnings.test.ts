import { expect, test } from "vitest";
import { warnings } from "../../../../runtime/adapters/kafka/events/consumer-warnings.ts";

const record = { topic: "orders", partition: 1, offset: "7" };

test("what an operator must hear of is said, what is the rule is not", () => {
  const said: string[] = [];
  const listener = warnings((message) => void said.push(message));
  listener({ kind: "handled", ...record, attempt: 1 });
  listener({ kind: "retry", ...record, attempt: 1, delayMs: 1, error: new Error("busy") });
  listener({ kind: "crashed", error: new TypeError("x is not a function") });
  listener({ kind: "trouble", attempted: "commit offsets", error: new Error("no broker") });
  listener({ kind: "dead-letter-failed", ...record, error: new Error("no topic") });
  listener({ kind: "ack-overdue", ...record, waitedMs: 300_000, outstanding: 3 });
  listener({ kind: "progress-not-kept", topic: "orders", partition: 1, records: 12 });
  listener({
    kind: "dead-lettered",
    ...record,
    deadLetterTopic: "orders-dlt",
    reason: "fatal",
    attempts: 1,
    error: "just text",
  });
  expect(said).toEqual([
    "the consumer stopped and is started again: TypeError: x is not a function",
    "could not commit offsets, and tries again: Error: no broker",
    'record 7 of partition 1 of topic "orders" holds up its partition, since its dead letter cannot be sent: Error: no topic',
    'record 7 of partition 1 of topic "orders" has not been acknowledged for 300000 ms, nor have 2 others',
    'what is known of 12 records of partition 1 of topic "orders" has no room beside the committed offset: they would be handled again after a restart',
    'record 7 of partition 1 of topic "orders" went to dead letter topic "orders-dlt" (fatal): just text',
  ]);
});

test("what happens often is said once a minute, with how often", () => {
  const said: string[] = [];
  let now = 0;
  const listener = warnings(
    (message) => void said.push(message),
    () => now,
  );
  for (let times = 0; times < 1000; times += 1) listener({ kind: "crashed", error: "x" });
  expect(said).toHaveLength(1);
  now = 60_000;
  listener({ kind: "crashed", error: "x" });
  listener({ kind: "crashed", error: "x" });
  expect(said).toHaveLength(2);
  expect(said[1]).toBe(
    "the consumer stopped and is started again: x (and 999 more of this kind in the last minute)",
  );
});
