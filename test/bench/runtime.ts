import { privateServices } from "../../runtime/services/index.ts";
import { benchEngine } from "./engine.ts";
import { benchKafka } from "./kafka.ts";
import { benchLatency } from "./latency.ts";

/** What the runtime costs, side by side with doing without it, on servers of its own. */
const say = (line: string): void => void process.stdout.write(`${line}\n`);
await using services = await privateServices({
  only: ["kafka", "postgres"],
  log: (line) => void process.stderr.write(`${line}\n`),
});
const { brokers } = services.kafka.address;

const ratio = await benchKafka(brokers, say);
const { bare, engine } = await benchEngine(services.postgres.address.url);
const { medianMs, p95Ms } = await benchLatency(brokers);

say("| what | without | with the runtime | ratio |");
say("| --- | --- | --- | --- |");
say(
  `| messages per second: kafkajs eachMessage, kafkaConsumer | see above | see above | ${ratio.toFixed(2)} |`,
);
say(
  `| workflows per second: bare loop, engine | ${bare.toFixed(0)} | ${engine.toFixed(0)} | ${(engine / bare).toFixed(2)} |`,
);
say(
  `| milliseconds from produce to handled: median, p95 | | ${medianMs.toFixed(1)}, ${p95Ms.toFixed(1)} | |`,
);
const goal = 0.9;
if (ratio < goal) {
  say(`The consumer misses its goal of ${goal} of bare kafkajs.`);
  process.exitCode = 1;
}
