import { spawn } from "node:child_process";
import { fileURLToPath } from "node:url";
import { until } from "../support/workflow/until.ts";
import { contents } from "./contents.ts";
import { contentPoints, type DeathPoint, workflowPoints } from "./death-points.ts";
import { registrations } from "./registrations.ts";
import type { ChaosContext, ChaosRow, Scenario } from "./scenario.ts";
import type { Findings, Subject } from "./subject.ts";
import type { WorkerTask } from "./worker.ts";

const program = fileURLToPath(new URL("./worker.ts", import.meta.url));

interface KillPlan {
  readonly name: string;
  readonly open: (services: ChaosContext["services"]) => Promise<Subject>;
  readonly points: readonly DeathPoint[];
  readonly rounds: number;
  readonly lanes: number;
}

/** Worker processes die at every arrow, again and again; each leaves what it began to the next. */
export const workflowKills = killScenario({
  name: "kill-workflow",
  open: registrations,
  points: workflowPoints,
  rounds: 5,
  lanes: 5,
});

export const contentKills = killScenario({
  name: "kill-content",
  open: contents,
  points: contentPoints,
  rounds: 8,
  lanes: 4,
});

function killScenario({ name, open, points, rounds, lanes }: KillPlan): Scenario {
  return {
    name,
    async run({ services, random, scale, log }) {
      const times = Math.max(1, Math.round(rounds * scale));
      const deaths = random.shuffled(Array.from({ length: times }, () => points).flat());
      const lots = Array.from({ length: lanes }, (_, lane) => deaths.filter((__, at) => at % lanes === lane));
      let killed = 0;
      const noteKill = (): void => {
        killed += 1;
        if (killed % 25 === 0) log(`${name}: ${killed} of ${deaths.length} kills`);
      };
      // All lanes come to their end before one that failed is told of: the next scenario must not meet them.
      const ends = await Promise.allSettled(
        lots.map(async (lot) => {
          await using subject = await open(services);
          return await killAgainAndAgain(subject, lot, noteKill);
        }),
      );
      const found = ends.map((end) => {
        if (end.status === "rejected") throw end.reason;
        return end.value;
      });
      return rowOf(name, `${killed} SIGKILLs at ${points.length} points`, found);
    },
  };
}

async function killAgainAndAgain(
  subject: Subject,
  deaths: readonly DeathPoint[],
  noteKill: () => void,
): Promise<Findings> {
  for (const die of deaths) {
    await subject.publish();
    await subject.meanwhile();
    await life({ ...subject.place, die }).over;
    noteKill();
  }
  await subject.meanwhile();
  const last = life({ ...subject.place, die: undefined });
  try {
    await until("the last worker has finished everything", () => subject.isWorkedOff(), 120_000);
  } finally {
    last.end();
    await last.over;
  }
  return subject.findings();
}

/** One worker process, until a SIGKILL ends it: its own or ours. */
function life(task: WorkerTask): { readonly over: Promise<void>; readonly end: () => void } {
  const args = ["--conditions=seqwright-source", program, JSON.stringify(task)];
  const child = spawn(process.execPath, args, { stdio: ["ignore", "ignore", "pipe"] });
  let output = "";
  child.stderr.setEncoding("utf8").on("data", (text: string) => (output += text));
  const end = (): void => void child.kill("SIGKILL");
  process.once("exit", end);
  const what = task.die === undefined ? "finish" : `die ${task.die.when} ${task.die.arrow}`;
  const over = new Promise<void>((resolve, reject) => {
    const slow = setTimeout(() => {
      reject(new Error(`a worker that was to ${what} lived too long:\n${output}`));
      end();
    }, 180_000);
    child.once("error", reject);
    child.once("close", (code, signal) => {
      clearTimeout(slow);
      process.removeListener("exit", end);
      if (signal === "SIGKILL") resolve();
      else reject(new Error(`a worker that was to ${what} ended by itself with ${code}:\n${output}`));
    });
  });
  return { over, end };
}

/** The findings of several subjects in one row. */
export function rowOf(name: string, done: string, found: readonly Findings[]): ChaosRow {
  const sum = (of: (one: Findings) => number): number => found.reduce((total, one) => total + of(one), 0);
  const remarks = found.flatMap(({ remark = [] }) => remark);
  return {
    name,
    done: [`${done}, ${sum(({ published }) => published)} events`, ...sumRemarks(remarks)].join("; "),
    lost: sum(({ lost }) => lost),
    doubled: sum(({ doubled }) => doubled),
    broken: found.flatMap(({ broken }) => broken),
  };
}

/** `["1 a, 2 b", "3 a, 4 b"]` as `["4 a, 6 b"]`. */
function sumRemarks(remarks: readonly string[]): readonly string[] {
  const totals = new Map<string, number>();
  for (const part of remarks.flatMap((remark) => remark.split(", "))) {
    const [count = "", ...what] = part.split(" ");
    totals.set(what.join(" "), (totals.get(what.join(" ")) ?? 0) + Number(count));
  }
  return totals.size === 0 ? [] : [[...totals].map(([what, count]) => `${count} ${what}`).join(", ")];
}
