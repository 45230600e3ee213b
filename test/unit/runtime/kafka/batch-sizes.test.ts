import { expect, test } from "vitest";
import { batchSizes, partsOf } from "../../../../runtime/adapters/kafka/producer/batch-sizes.ts";

const text = (length: number): string => "x".repeat(length);
const record = (value: string, headers: Record<string, string | string[]> = {}) => ({
  message: { key: null, value, headers },
});

test("a batch has no more records than it may, and takes them off those that wait", () => {
  const waiting = ["a", "b", "c"].map((value) => record(value));
  const sizes = batchSizes(2);
  expect(sizes.take("t", waiting).map(({ message }) => message.value)).toEqual(["a", "b"]);
  expect(waiting.map(({ message }) => message.value)).toEqual(["c"]);
});

test.each([
  ["values", record(text(300_000))],
  ["headers", record("", { large: text(300_000) })],
  ["headers of the same name", record("", { large: [text(100_000), text(200_000)] })],
  ["characters of several bytes", record("가".repeat(100_000))],
])("records that are large by their %s share a request up to its limit", (_, large) => {
  expect(batchSizes(1000).take("t", [large, large, large, large])).toHaveLength(2);
});

test("a record that is larger than a request should be goes alone", () => {
  expect(batchSizes(1000).take("t", [record(text(2_000_000)), record("small")])).toHaveLength(1);
});

test("a topic that refused a batch gets smaller ones from then on, others do not", () => {
  const sizes = batchSizes(1000);
  const records = Array.from({ length: 100 }, () => record(text(900)));
  sizes.refused("small", records);
  expect(sizes.take("small", [...records])).toHaveLength(50);
  expect(sizes.take("other", [...records])).toHaveLength(100);
  // What was smaller in itself says more about the topic than what was larger.
  sizes.refused("small", records.slice(0, 20));
  sizes.refused("small", records.slice(0, 50));
  expect(sizes.take("small", [...records])).toHaveLength(10);
});

test("a batch is parted by partition first, then in halves, in order", () => {
  const to = (partition: number, id: number) => ({ id, message: { value: null, partition } });
  const idsOf = (parts: readonly (readonly { readonly id: number }[])[]) =>
    parts.map((part) => part.map(({ id }) => id));
  expect(idsOf(partsOf([to(1, 1), to(0, 2), to(1, 3)]))).toEqual([[1, 3], [2]]);
  expect(idsOf(partsOf([to(1, 1), to(1, 2), to(1, 3)]))).toEqual([[1, 2], [3]]);
});
