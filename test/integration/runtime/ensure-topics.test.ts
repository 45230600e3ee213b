import { randomUUID } from "node:crypto";
import { expect, inject, test } from "vitest";
import { ensureTopics } from "../../../runtime/adapters/kafka/client/ensure-topics.ts";
import { FatalError } from "../../../runtime/errors/errors.ts";

test("a topic that Kafka does not take is named, with the reason", async () => {
  const { brokers } = inject("services").kafka;
  const ensuring = ensureTopics({
    brokers,
    topics: [`ensured-${randomUUID()}`, "주문 이벤트"],
    partitions: 1,
  });
  await expect(ensuring).rejects.toThrow(FatalError);
  await expect(ensuring).rejects.toThrow(/^create topic "주문 이벤트": .*invalid topic/);
});
