import type { DeathPoint } from "../child/death-points.ts";
import { caseFor, pointsOf } from "./death-cases.ts";
import type { ChaosCase } from "./draw-cases.ts";
import { type Findings, sumOfFindings } from "./findings.ts";
import { judgeCases } from "./judge.ts";
import { stopwatch } from "../time/stopwatch.ts";
import type { Peace } from "./peace.ts";
import type { Scenario } from "./scenario.ts";
import { hasBackground, type ChaosTarget, Stage } from "./stage.ts";

/** Processes die at every moment of every arrow; each leaves what it began to the next. */
export const kills: Scenario = {
  name: "kill",
  lacks: ({ subject }) =>
    hasBackground(subject) || subject.entries.some(({ kind }) => kind === "kafka")
      ? undefined
      : "nothing of this system outlives its process: whoever asked asks again",
  async run({ target, peace, cases, random, killsMs, arrow, log }) {
    const points = pointsOf(target, peace, arrow);
    const all = random.shuffled(points.reached);
    const left = all.map((die) => ({ die, chance: random.next() }));
    const isOver = stopwatch(killsMs);
    let begun = 0;
    const next = (): Death | undefined => {
      // However slow the machine is, each lane shows something.
      if (isOver() && begun >= lanesMax) return undefined;
      begun += 1;
      if (begun % 10 === 0) log(`kill: ${begun} of ${all.length}`);
      return left.shift();
    };
    // Most of the time is spent waiting for the group to notice that somebody is gone.
    const lanes = await Promise.all(
      Array.from({ length: Math.min(lanesMax, all.length) }, () =>
        killAgainAndAgain(target, { peace, cases, next }),
      ),
    );
    const killed = lanes.reduce((sum, lane) => sum + lane.killed, 0);
    const missed = lanes.flatMap((lane) => lane.missed);
    return {
      done: `${killed} SIGKILLs at ${all.length - left.length - missed.length} of ${all.length} points`,
      found: sumOfFindings(lanes.map(({ found }) => found)),
      notTried: [
        ...(left.length > 0 ? [`${left.length} of ${all.length} points: the time was up`] : []),
        ...missed.map(({ at, when }) => `${when} ${at}: no process came there`),
        ...(points.unreached > 0
          ? [`${points.unreached} points at arrows that no case reaches in peace`]
          : []),
      ],
    };
  },
};

const lanesMax = 4;

interface Death {
  readonly die: DeathPoint;
  /** In [0, 1): picks a case that comes there. */
  readonly chance: number;
}

interface Lane {
  readonly killed: number;
  readonly missed: readonly DeathPoint[];
  readonly found: Findings;
}

interface LanePlan {
  readonly peace: Peace;
  readonly cases: readonly ChaosCase[];
  readonly next: () => Death | undefined;
}

/** One process after the other, in one place. */
async function killAgainAndAgain(target: ChaosTarget, { peace, cases, next }: LanePlan): Promise<Lane> {
  await using stage = await Stage.open(target, { partitions: 2 });
  // The first one makes the tables.
  await using first = stage.startLife();
  await first.ready;
  await first.stop();
  const drivings: Promise<void>[] = [];
  const missed: DeathPoint[] = [];
  let lives = 0;
  for (let death = next(); death !== undefined; death = next()) {
    const { die, chance } = death;
    lives += 1;
    // Two of one key, so that it is seen which of them comes first.
    const key = `key-${lives}`;
    for (const one of [
      stage.add(caseFor(die, cases, peace, chance), key),
      stage.add(caseFor(die, cases, peace, 1 - chance), key),
    ])
      drivings.push((await stage.begin(one)).rest);
    const worker = stage.startLife({ die });
    const isMissed = await Promise.race([
      worker.over.then(() => false),
      Promise.all(drivings).then(() => true),
    ]);
    if (isMissed) missed.push(die);
    await worker[Symbol.asyncDispose]();
  }
  const last = stage.startLife();
  await Promise.all(drivings);
  await stage.settled();
  const found = await judgeCases(stage, peace);
  await last.stop();
  return { killed: lives - missed.length, missed, found };
}
