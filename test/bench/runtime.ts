import { parseArgs } from "node:util";
import { postgresDatabase } from "../../runtime/adapters/postgres.ts";
import { redisCommands } from "../../runtime/adapters/redis/index.ts";
import { privateServices, type Services } from "../../generator/services/index.ts";
import { sql } from "../../runtime/sql/sql.ts";
import { command, UsageError, unlessAborted } from "../demo/command.ts";
import { adapter, bareLoop, benchConsumer, type Work } from "./consumer.ts";
import { benchEngine } from "./engine.ts";
import { benchGeneratedConsumer } from "./generated-consumer.ts";
import { benchLatency } from "./latency.ts";
import { type Compared, hundredths, median, quantile, ratios, whole, withSpread } from "./samples.ts";

const usage = `Measures what the runtime costs, side by side with doing without it, on servers of its own.

  --only <name>      one of consumer, generated, engine, latency; may be repeated
  --messages <count> that the consumers handle in each round; 100000 by default
  --rounds <count>   of each side, in turns; 7 by default
  --help             shows this

Fails if the consumer handles less than 0.9 of what bare kafkajs does.`;

const goal = 0.9;
const say = (line: string): void => void process.stdout.write(`${line}\n`);
const row = (...cells: readonly string[]): void => say(`| ${cells.join(" | ")} |`);

type BenchServices = Services<"kafka" | "postgres" | "redis">;
interface Size {
  readonly messages: number;
  readonly rounds: number;
}

/** Each prints its rows, and resolves to whether it reaches its goal. */
const benches: Readonly<Record<string, (services: BenchServices, size: Size) => Promise<boolean>>> = {
  async consumer({ kafka, postgres }, { messages, rounds }) {
    const { brokers } = kafka.address;
    const compare = (work: Work, count: number): Promise<Compared> =>
      benchConsumer({
        brokers,
        messages: count,
        rounds,
        bare: bareLoop(brokers, work),
        ours: adapter(brokers, work),
      });
    const idle = await compare(async () => undefined, messages);
    row("messages/s, the handler does nothing", ...cellsOf(idle));
    await using db = postgresDatabase({ url: postgres.address.url });
    const busy = await compare(
      ({ eventDraftId }) => db.query(sql`SELECT ${eventDraftId}::text`),
      Math.ceil(messages / 4),
    );
    row("messages/s, the handler asks PostgreSQL", ...cellsOf(busy));
    return median(ratios(idle)) >= goal && median(ratios(busy)) >= goal;
  },

  async generated({ kafka, postgres, redis }, { messages, rounds }) {
    await using db = postgresDatabase({ url: postgres.address.url });
    await using cache = redisCommands({ url: redis.address.url });
    const compared = await benchGeneratedConsumer({
      brokers: kafka.address.brokers,
      db,
      redis: cache,
      messages: Math.ceil(messages / 10),
      rounds,
    });
    row("messages/s, the generated ContentCreated consumer", ...cellsOf(compared));
    return median(ratios(compared)) >= goal;
  },

  async engine({ postgres }, { rounds }) {
    const { bare, engine } = await benchEngine(postgres.address.url, 300, rounds);
    row(
      "workflows/s, against a loop that remembers nothing",
      whole(bare),
      whole(engine),
      hundredths(engine / bare),
    );
    return true;
  },

  async latency({ kafka }) {
    const { bare, ours } = await benchLatency(kafka.address.brokers, 1000);
    const tenths = (value: number): string => value.toFixed(1);
    for (const [name, share] of [
      ["median", 0.5],
      ["95th percentile", 0.95],
    ] as const) {
      const [theirs, own] = [quantile(bare, share), quantile(ours, share)];
      row(`ms from produce to handled, ${name}`, tenths(theirs), tenths(own), hundredths(own / theirs));
    }
    return true;
  },
};

function cellsOf(compared: Parameters<typeof ratios>[0]): readonly string[] {
  const { bare, ours } = compared;
  return [withSpread(bare), withSpread(ours), withSpread(ratios(compared), hundredths)];
}

await command(usage, async (signal) => {
  const { values } = parseArgs({
    options: {
      only: { type: "string", multiple: true, default: Object.keys(benches) },
      messages: { type: "string", default: "100000" },
      rounds: { type: "string", default: "7" },
      help: { type: "boolean", default: false },
    },
  });
  if (values.help) {
    say(usage);
    return 0;
  }
  const size = { messages: count("messages", values.messages), rounds: count("rounds", values.rounds) };
  const chosen = values.only.map((name) => {
    const bench = benches[name];
    if (bench === undefined) throw new UsageError(`There is no ${name}.`);
    return bench;
  });
  const log = (line: string): void => void process.stderr.write(`${line}\n`);
  await using services = await privateServices({ only: ["kafka", "postgres", "redis"], log, signal });
  return await unlessAborted(signal, measureAll(chosen, services, size));
});

async function measureAll(
  chosen: readonly (typeof benches)[string][],
  services: BenchServices,
  size: Size,
): Promise<number> {
  row("what, as medians of all rounds (and their range)", "bare", "with the runtime", "ratio");
  row("---", "---", "---", "---");
  let missed = 0;
  for (const bench of chosen) if (!(await bench(services, size))) missed += 1;
  if (missed > 0) say(`The consumer misses its goal of ${goal} of bare kafkajs.`);
  return missed === 0 ? 0 : 1;
}

function count(option: string, text: string): number {
  const value = Number(text);
  if (!Number.isInteger(value) || value < 1)
    throw new UsageError(`--${option} takes a whole number of at least 1, not ${text}.`);
  return value;
}
