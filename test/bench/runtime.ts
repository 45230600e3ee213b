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

const { bare: bareConsumer, ours, ratio } = await benchKafka(brokers, say);
const { bare, engine } = await benchEngine(services.postgres.address.url);
const { medianMs, p95Ms } = await benchLatency(brokers);

const row = (...cells: readonly string[]): void => say(`| ${cells.join(" | ")} |`);
const whole = (value: number): string => Math.round(value).toLocaleString("en");
row("what", "without", "with the runtime", "ratio");
row("---", "---", "---", "---");
row("messages/s: kafkajs eachMessage, kafkaConsumer", whole(bareConsumer), whole(ours), ratio.toFixed(2));
row("workflows/s: bare loop, engine", whole(bare), whole(engine), (engine / bare).toFixed(2));
row("ms from produce to handled, median", "", medianMs.toFixed(1), "");
row("ms from produce to handled, 95th percentile", "", p95Ms.toFixed(1), "");
const goal = 0.9;
if (ratio < goal) {
  say(`The consumer misses its goal of ${goal} of bare kafkajs.`);
  process.exitCode = 1;
}
