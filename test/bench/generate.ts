import { parseArgs } from "node:util";
import { command, UsageError } from "../demo/command.ts";
import { type BenchProject, benchProject } from "./generate/bench-project.ts";
import { measureSeqwright, type Measured } from "./generate/measured-process.ts";
import { measureWatch } from "./generate/measure-watch.ts";
import { median, whole, withSpread } from "./samples.ts";

const usage = `Measures generate, check and generate --watch as whole processes, on 1 and on many different diagrams.

  --diagrams <count>  how many are many; 1,000 by default, for which the goals are
  --rounds <count>    how often each is measured; 3 by default
  --help              shows this

Fails where a median misses its goal. Nothing else should run on the machine.`;

const say = (line: string): void => void process.stdout.write(`${line}\n`);

interface Row {
  readonly what: string;
  /** In milliseconds, or MB. */
  readonly values: readonly number[];
  readonly goal: number | undefined;
}

function show({ what, values, goal }: Row): boolean {
  const isMet = goal === undefined || median(values) <= goal;
  say(
    `| ${what} | ${goal === undefined ? "" : whole(goal)} | ${withSpread(values)} | ${isMet ? "" : "MISSED"} |`,
  );
  return isMet;
}

async function repeated(rounds: number, work: () => Promise<Measured>): Promise<readonly Measured[]> {
  const all: Measured[] = [];
  for (let round = 0; round < rounds; round += 1) all.push(await work());
  return all;
}

const wall = (all: readonly Measured[]): readonly number[] => all.map(({ wallMs }) => wallMs);

/** What is new, what has not changed, and what is saved, on one project. */
async function measureProject(
  project: BenchProject,
  { name, rounds, goals }: { readonly name: string; readonly rounds: number; readonly goals: Goals },
): Promise<{ readonly isMet: boolean; readonly newMs: number }> {
  const run = (word: string) => measureSeqwright([word, "--cwd", project.path]);
  const fresh = await repeated(rounds, async () => {
    await project.reset();
    return run("generate");
  });
  const rows: readonly Row[] = [
    { what: `generate, ${name}, new, ms`, values: wall(fresh), goal: goals.newMs },
    { what: "… processor time, ms", values: fresh.map(({ cpuMs }) => cpuMs), goal: undefined },
    { what: "… peak memory, MB", values: fresh.map(({ peakMb }) => peakMb), goal: goals.peakMb },
    {
      what: `generate, ${name}, no change, ms`,
      values: wall(await repeated(rounds, () => run("generate"))),
      goal: goals.sameMs,
    },
    {
      what: `check, ${name}, no change, ms`,
      values: wall(await repeated(rounds, () => run("check"))),
      goal: goals.sameMs,
    },
    {
      what: `a saved diagram under watch, ${name}, ms`,
      values: await measureWatch(project, rounds),
      goal: goals.savedMs,
    },
  ];
  const met = rows.map(show);
  return { isMet: met.every(Boolean), newMs: median(wall(fresh)) };
}

interface Goals {
  readonly newMs?: number;
  readonly peakMb?: number;
  readonly sameMs?: number;
  readonly savedMs?: number;
}

await command(usage, async () => {
  const { values } = parseArgs({
    options: {
      diagrams: { type: "string", default: "1000" },
      rounds: { type: "string", default: "3" },
      help: { type: "boolean", default: false },
    },
  });
  if (values.help) {
    say(usage);
    return 0;
  }
  const [many, rounds] = [Number(values.diagrams), Number(values.rounds)];
  if (!(Number.isInteger(many) && many >= 2 && Number.isInteger(rounds) && rounds >= 1))
    throw new UsageError("--diagrams takes a whole number of at least 2, --rounds one of at least 1.");
  say("| what | goal | median (from to) | |\n| --- | --: | --: | --- |");
  await using one = await benchProject(1);
  const single = await measureProject(one, {
    name: "1 diagram",
    rounds,
    goals: { sameMs: 250, savedMs: 150 },
  });
  await using half = await benchProject(Math.floor(many / 2));
  const halves = await repeated(1, () => measureSeqwright(["generate", "--cwd", half.path]));
  await using all = await benchProject(many);
  const goals = many === 1_000 ? { newMs: 25_000, peakMb: 900, sameMs: 1_000, savedMs: 150 } : {};
  const whole = await measureProject(all, { name: `${many} diagrams`, rounds, goals });
  const growth = {
    what: "new ones by half as many, in %",
    values: [(100 * whole.newMs) / median(wall(halves))],
    goal: 220,
  };
  return [single.isMet, whole.isMet, show(growth)].every(Boolean) ? 0 : 1;
});
