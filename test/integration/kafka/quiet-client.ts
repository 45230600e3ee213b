import { setTimeout as wait } from "node:timers/promises";
import { kafkaConsumer, kafkaProducer } from "../../../runtime/adapters/kafka/index.ts";

/** Prints the share of a core that an idle producer and consumer need; warnings go to standard error as ever. */
const [brokers = "", topic = "", groupId = ""] = process.argv.slice(2);
const connection = { brokers: brokers.split(",") };
await using producer = kafkaProducer(connection);
let handled = (): void => {};
const first = new Promise<void>((resolve) => {
  handled = resolve;
});
await using consumer = kafkaConsumer({ ...connection, topic, groupId, handler: async () => handled() });
await consumer.start();
await producer.publish({ topic, type: "First", payload: 1 });
await first;

// The time itself is what is measured here, not waited for.
const seconds = 5;
const before = process.cpuUsage();
await wait(seconds * 1000);
const used = process.cpuUsage(before);
process.stdout.write(`${(used.user + used.system) / 1e6 / seconds}\n`);
