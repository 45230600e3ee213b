import { setInterval } from "node:timers";
import { kafkaConsumer } from "../../../runtime/adapters/kafka/index.ts";

/** A worker whose handler always fails; it tells its parent of each try, and of each failure on record. */
const [brokers = "", topic = "", groupId = ""] = process.argv.slice(2);
const tell = (line: string): void => void process.stdout.write(`${line}\n`);

const consumer = kafkaConsumer({
  brokers: brokers.split(","),
  topic,
  groupId,
  retry: { retriesMax: 3, delayMs: 300, factor: 1 },
  sessionTimeoutMs: 6000,
  handler: async ({ attempt }) => {
    tell(`try ${attempt}`);
    throw new Error("the database is away");
  },
  onEvent: (event) => {
    if (event.kind === "retry") tell(`recorded ${event.attempt}`);
    if (event.kind === "dead-lettered") tell(`buried ${event.attempts}`);
  },
});
await consumer.start();
setInterval(() => {}, 60_000);
