import { once } from "node:events";
import { kafkaConsumer, kafkaProducer } from "../../../runtime/adapters/kafka/index.ts";

/** Publishes and consumes until its input ends, then closes everything, and should end by itself. */
const [brokers = "", topic = ""] = process.argv.slice(2);
const connection = { brokers: brokers.split(",") };
const tell = (line: string): void => void process.stdout.write(`${line}\n`);

const producer = kafkaProducer({ ...connection, closeTimeoutMs: 500 });
const consumer = kafkaConsumer({
  ...connection,
  topic,
  groupId: `${topic}-group`,
  shutdownGraceMs: 500,
  handler: async ({ payload }) => tell(`handled ${String(payload)}`),
  onEvent: () => {},
});
await consumer.start();
await producer.publish({ topic, type: "Numbered", payload: 1 });

process.stdin.resume();
await once(process.stdin, "end");
// Nobody takes it: the broker is gone.
const lost = producer.publish({ topic, type: "Numbered", payload: 2 }).catch(() => tell("refused 2"));
await Promise.all([consumer.stop(), producer[Symbol.asyncDispose]()]);
await lost;
tell("closed");
