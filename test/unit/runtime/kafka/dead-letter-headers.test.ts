import { expect, test } from "vitest";
import { FatalError } from "../../../../runtime/index.ts";
import {
  deadLetterHeaders,
  readDeadLetterHeaders,
} from "../../../../runtime/adapters/kafka/dead-letter/dead-letter-headers.ts";
import { writableHeaders } from "../../../../runtime/adapters/kafka/dead-letter/dead-letters.ts";
import { headerText, headerTexts } from "../../../../runtime/adapters/kafka/records/record-headers.ts";

const origin = {
  topic: "orders",
  partition: 2,
  offset: "4294967296",
  timestamp: "1700000000000",
  timestampType: "CreateTime",
  consumerGroup: "billing",
} as const;

test("the headers are those of Spring Kafka, in its encoding", () => {
  const error = new FatalError("refused", { cause: new RangeError("too far") });
  const headers = deadLetterHeaders({ ...origin, error });
  expect(Object.keys(headers).toSorted()).toEqual([
    "kafka_dlt-exception-cause-fqcn",
    "kafka_dlt-exception-fqcn",
    "kafka_dlt-exception-message",
    "kafka_dlt-exception-stacktrace",
    "kafka_dlt-original-consumer-group",
    "kafka_dlt-original-offset",
    "kafka_dlt-original-partition",
    "kafka_dlt-original-timestamp",
    "kafka_dlt-original-timestamp-type",
    "kafka_dlt-original-topic",
  ]);
  expect(headers["kafka_dlt-original-partition"]).toEqual(Buffer.from([0, 0, 0, 2]));
  expect(headers["kafka_dlt-original-offset"]).toEqual(Buffer.from([0, 0, 0, 1, 0, 0, 0, 0]));
  expect(headerTexts(headers)).toMatchObject({
    "kafka_dlt-original-topic": "orders",
    "kafka_dlt-original-timestamp-type": "CreateTime",
    "kafka_dlt-exception-fqcn": "FatalError",
    "kafka_dlt-exception-cause-fqcn": "RangeError",
    "kafka_dlt-exception-message": "refused",
  });
});

test("what was thrown need not be an error", () => {
  const headers = deadLetterHeaders({ ...origin, error: "just text" });
  expect(readDeadLetterHeaders(headers)).toEqual({
    topic: "orders",
    partition: 2,
    offset: "4294967296",
    consumerGroup: "billing",
    exception: "string",
    message: "just text",
  });
});

test("long texts are cut, so that the dead letter fits where the record did", () => {
  const headers = deadLetterHeaders({ ...origin, error: new Error("x".repeat(100_000)) });
  const bytes = Object.values(headers).reduce((sum, value) => sum + Buffer.byteLength(value as Buffer), 0);
  expect(bytes).toBeLessThan(20_000);
});

test("other headers are not taken for those of a dead letter", () => {
  expect(readDeadLetterHeaders({})).toBeUndefined();
  expect(readDeadLetterHeaders({ "kafka_dlt-original-partition": "2" })).toBeUndefined();
});

test("headers without a value, which kafkajs reads but cannot write, become empty", () => {
  // What kafkajs hands out, whatever its types say.
  const read = { empty: null, many: [Buffer.from("a"), null], plain: "b" } as unknown as Parameters<
    typeof writableHeaders
  >[0];
  expect(writableHeaders(read)).toEqual({ empty: "", many: [Buffer.from("a"), ""], plain: "b" });
});

test("of a repeated header the last one counts, and inherited names are no headers", () => {
  const headers = { type: ["a", Buffer.from("b")] };
  expect(headerText(headers, "type")).toBe("b");
  expect(headerText(headers, "toString")).toBeUndefined();
  expect(headerTexts(headers)).toEqual({ type: "b" });
});
