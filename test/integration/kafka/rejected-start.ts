import { once } from "node:events";
import { kafkaConsumer } from "../../../runtime/adapters/kafka/index.ts";

/** Starts a consumer of a topic that does not exist, twice; stops nothing, and should end by itself. */
const [brokers = "", topic = ""] = process.argv.slice(2);
const tell = (line: string): void => void process.stdout.write(`${line}\n`);

const consumer = kafkaConsumer({
  brokers: brokers.split(","),
  topic,
  groupId: `${topic}-group`,
  topicReadyMs: 1,
  handler: async () => {},
});
await consumer.start().catch((error: Error) => tell(error.message));
await consumer.start().catch((error: Error) => tell(error.message));
await once(process, "beforeExit");
tell("nothing is open");
