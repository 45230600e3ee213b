import { availableParallelism } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { serviceNames, startServices } from "../../generator/services/index.ts";
import { serverNamed } from "../../generator/services/servers/servers.ts";
import type { Level } from "../../runtime/contract/report/level.ts";
import { command, unlessAborted, UsageError } from "../demo/command.ts";
import { systemFolders } from "../mutants/generic/handlers-below.ts";
import { inWorkers } from "../support/in-workers.ts";
import { reportSoak, type SoakedSeed } from "./report-soak.ts";
import type { Soaked, SoakTask } from "./soak-contract.ts";

const usage = `Runs the contract tests of this repository's filled-in handlers for long: none may fail.

  npm run soak
  --runs <n>         runs of each property, all seeds together (10,000; at the system level 500)
  --seeds <n>        how many seeds share them (20), the first of them 1
  --only <text>      only the diagrams in whose folder's name that is
  --system           the running systems instead of the scripted ones; starts the servers
  --help             shows this`;

const root = join(import.meta.dirname, "../..");
// So much that no run is cut: a property of one seed takes seconds.
const timeMs = 20 * 60_000;

await command(usage, async (signal) => {
  const { values } = parseArgs({
    options: {
      runs: { type: "string" },
      seeds: { type: "string", default: "20" },
      only: { type: "string", default: "" },
      system: { type: "boolean", default: false },
      help: { type: "boolean", default: false },
    },
  });
  if (values.help) {
    process.stdout.write(`${usage}\n`);
    return 0;
  }
  const level: Level = values.system ? "system" : "protocol";
  const seeds = positive("--seeds", values.seeds);
  const runs = positive("--runs", values.runs ?? (values.system ? "500" : "10000"));
  const folders = (await systemFolders(root)).filter((folder) => folder.includes(values.only));
  if (folders.length === 0) throw new UsageError(`There is no diagram "${values.only}".`);
  const env = { SEQWRIGHT_TIME_MS: String(timeMs), ...(values.system ? await addresses() : {}) };
  const done = await unlessAborted(signal, soak(folders, { level, seeds, runs, env }));
  process.stdout.write(reportSoak(done));
  return done.every(
    ({ crash, soaked }) => crash === undefined && soaked.every((one) => one.report === undefined),
  )
    ? 0
    : 1;
});

interface Soaking {
  readonly level: Level;
  readonly seeds: number;
  readonly runs: number;
  readonly env: Readonly<Record<string, string>>;
}

async function soak(
  folders: readonly string[],
  { level, seeds, runs, env }: Soaking,
): Promise<readonly SoakedSeed[]> {
  const ofEach = Math.ceil(runs / seeds);
  const tasks = Array.from({ length: seeds }, (_, index) => index + 1).flatMap((seed) =>
    folders.map((place): SoakTask & { readonly place: string } => ({
      place,
      folder: join(root, place),
      level,
      seed,
      runs: ofEach,
    })),
  );
  const done: SoakedSeed[] = [];
  // Servers are shared, and take as long as they take: more systems at a time would only wait for each other.
  const workers = level === "system" ? 1 : Math.min(4, availableParallelism());
  const options = { program: join(import.meta.dirname, "worker.ts"), workers, silenceMs: timeMs, env };
  await inWorkers<(typeof tasks)[number], readonly Soaked[]>(tasks, options, (task, answered) => {
    const crash = "crash" in answered ? { crash: answered.crash } : {};
    done.push({ ...task, ...crash, soaked: "crash" in answered ? [] : answered.answer });
    process.stderr.write(`seed ${task.seed}, ${task.place}: ${done.length} of ${tasks.length}\n`);
  });
  return done;
}

function positive(option: string, text: string): number {
  const value = Number(text);
  if (!Number.isSafeInteger(value) || value < 1)
    throw new UsageError(`${option} must be a whole number from 1 on.`);
  return value;
}

/** Where the servers are, as a deployment would say it. Those that are not there are started, and stay up. */
async function addresses(): Promise<Readonly<Record<string, string>>> {
  const services = await startServices({ log: (line) => process.stderr.write(`${line}\n`) });
  return Object.assign(
    {},
    ...serviceNames.map((name) => serverNamed(name).toEnvironment(services[name].address)),
  ) as Readonly<Record<string, string>>;
}
