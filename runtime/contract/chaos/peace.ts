import type { StepId } from "../../model/steps.ts";
import { compareHeld, type FreeColumns, freeColumns } from "./compare-held.ts";
import { type ChaosCase, drawCases } from "./draw-cases.ts";
import { type ChaosRow, noFindings } from "./findings.ts";
import { type Held, heldByServers } from "./held-by-servers.ts";
import { judgeCases } from "./judge.ts";
import { Stage, type ChaosTarget } from "./stage.ts";

/** What cases come to while nothing is hurt: what they are to come to otherwise, too. */
export interface Peace {
  readonly cases: readonly ChaosCase[];
  /** By case: the arrows that it crosses. */
  readonly traces: readonly (readonly StepId[])[];
  /** By case: what it leaves behind. */
  readonly held: readonly Held[];
  readonly free: FreeColumns;
  readonly row: ChaosRow;
}

const casesMax = 10;

/**
 * Sends every case twice, with other names, each in a place of its own, and never rejects. Where the two leave different things behind, chance
 * or a clock has made them, and nothing more is asked of these columns.
 */
export async function inPeace(target: ChaosTarget, seed: number, count = casesMax): Promise<Peace> {
  try {
    return await sentTwice(target, seed, count);
  } catch (error) {
    const failure = error instanceof Error ? (error.stack ?? error.message) : String(error);
    const done = 'did not come to its end; "seqwright test --system" may say more';
    const row = { name: "peace", done, found: undefined, failure, notTried: [] };
    return { cases: [], traces: [], held: [], free: new Map(), row };
  }
}

async function sentTwice(target: ChaosTarget, seed: number, count: number): Promise<Peace> {
  const all = drawCases(target.subject, seed, count);
  const first = await once(target, all);
  const second = await once(target, all);
  const free = freeColumns(first.held.map((held, at) => [held, second.held[at] ?? new Map()] as const));
  const strayed = new Set([...first.strayed, ...second.strayed]);
  const unstable = first.held.flatMap((held, at) => compareHeld(held, second.held[at] ?? new Map(), free));
  const byOwnCode = target.subject.entries.filter(({ kind }) => kind === "call");
  const row: ChaosRow = {
    name: "peace",
    done: `${all.length} cases, twice, while nothing is hurt`,
    found: {
      ...noFindings,
      events: first.events + second.events,
      strayed: strayed.size,
      changed: unstable.length,
      details: [...first.details, ...unstable.map(({ sentence }) => `the same input twice: ${sentence}`)],
    },
    notTried: byOwnCode.map(({ step }) => `${step}: only your own code calls it`),
  };
  const cases = all.filter((one) => !strayed.has(one.template));
  return { cases, traces: first.traces, held: first.held, free, row };
}

interface Once {
  readonly held: readonly Held[];
  readonly traces: readonly (readonly StepId[])[];
  readonly strayed: readonly number[];
  readonly details: readonly string[];
  readonly events: number;
}

async function once(target: ChaosTarget, all: readonly ChaosCase[]): Promise<Once> {
  await using stage = await Stage.open(target, { partitions: 1 });
  const worker = stage.startLife();
  await worker.ready;
  for (const each of all) await stage.drive(stage.add(each));
  await stage.settled();
  const judged = await judgeCases(stage, undefined);
  const held = await heldByServers(stage);
  await worker.stop();
  return {
    held: stage.cases.map((one) => held.get(one) ?? new Map()),
    traces: stage.cases.map(({ state }) => state.monitor.trace),
    strayed: stage.cases.flatMap(({ template, state, isDeadLetter }) =>
      state.course.violation !== undefined || isDeadLetter ? [template] : [],
    ),
    details: judged.details,
    events: judged.events,
  };
}
