import { randomUUID } from "node:crypto";
import { expect, test } from "vitest";
import { ensureTopics } from "../../../runtime/adapters/kafka/client/ensure-topics.ts";
import { brokers, plainClient } from "./kafka-fixture.ts";

test("topics that many processes ask for at once are created, and asking again changes nothing", async () => {
  const names = Array.from({ length: 12 }, () => `ensured-${randomUUID()}`);
  const [again = ""] = names;
  await Promise.all(
    [...names, again].map((name) => ensureTopics({ brokers: brokers(), topics: [name], partitions: 2 })),
  );
  await ensureTopics({ brokers: brokers(), topics: names, partitions: 2 });

  const admin = plainClient().admin();
  await admin.connect();
  try {
    const { topics } = await admin.fetchTopicMetadata({ topics: names });
    expect(topics.map(({ partitions }) => partitions.length)).toEqual(names.map(() => 2));
  } finally {
    await admin.deleteTopics({ topics: names });
    await admin.disconnect();
  }
});
