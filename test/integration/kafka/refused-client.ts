import { kafkaConsumer } from "../../../runtime/adapters/kafka/index.ts";

/** Tries to reach a broker that hangs up on everybody, until its tries are used up. */
const [broker = ""] = process.argv.slice(2);
await using consumer = kafkaConsumer({
  brokers: [broker],
  topic: "any",
  groupId: "any",
  giveUpAfterMs: 1,
  handler: async () => {},
});
await consumer.start().catch(() => {});
