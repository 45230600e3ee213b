import { expect, test } from "vitest";
import { FatalError } from "../../../runtime/errors/errors.ts";
import { eventually, json, testTopic } from "../kafka/kafka-fixture.ts";
import { backgroundOrders } from "./background-orders.ts";
import { testDatabase, testSystem } from "./system-fixture.ts";

test("work that fails after the handler has returned ends in the dead letter topic, without an acknowledgement drawn, too", async () => {
  const topic = await testTopic();
  const system = backgroundOrders("shows none", async () => {
    throw new FatalError("no such mailbox");
  });
  const { consumed } = await testSystem(system, { topic, databaseUrl: await testDatabase() });

  await topic.produce({ value: json({ eventId: "e1" }) });

  await eventually(() =>
    expect(consumed).toContainEqual(
      expect.objectContaining({
        kind: "dead-lettered",
        reason: "fatal",
        error: expect.objectContaining({ message: expect.stringContaining("no such mailbox") }),
      }),
    ),
  );
  await eventually(async () => expect(await topic.committed()).toBe(1));
});

test("what is refused in the background ends in the dead letter topic", async () => {
  const topic = await testTopic();
  const system = backgroundOrders("hands out", async (ack) => ack?.nack());
  const { consumed, events } = await testSystem(system, { topic, databaseUrl: await testDatabase() });

  await topic.produce({ value: json({ eventId: "e1" }) });

  await eventually(() =>
    expect(consumed).toContainEqual(
      expect.objectContaining({
        kind: "dead-lettered",
        reason: "fatal",
        error: expect.objectContaining({ message: expect.stringContaining("refused by nack") }),
      }),
    ),
  );
  expect(events).toContainEqual(
    expect.objectContaining({ kind: "workflow", event: expect.objectContaining({ kind: "failed" }) }),
  );
});
