import { setTimeout as pause } from "node:timers/promises";
import fc from "fast-check";
import type { CaseRun } from "../chaos/case-run.ts";
import { caseFor, pointsOf } from "../chaos/death-cases.ts";
import { breachesIn, judgeCases } from "../chaos/judge.ts";
import { inPeace, type Peace } from "../chaos/peace.ts";
import { type ChaosTarget, hasBackground, Stage } from "../chaos/stage.ts";
import { onTestedSystem } from "../check/on-tested-system.ts";
import { overRoutes } from "../check/over-routes.ts";
import type { Finding, Promised, Search } from "../check/property.ts";
import type { DeathPoint } from "../child/death-points.ts";
import type { StopPoint } from "../child/stopping-observer.ts";
import { arbitraryInput } from "../system/draw-input.ts";
import { runInput } from "../system/run-input.ts";
import type { SystemSubject } from "../system/system-subject.ts";
import { clean, mentionOf } from "../report/describe-step.ts";
import type { Verdict } from "../report/verdict.ts";
import type { Violation } from "../report/violation.ts";
import type { Cast } from "../state/subject.ts";
import { verdictOf } from "../state/verdict-of.ts";
import { stopwatch } from "../time/stopwatch.ts";
import { isPublished } from "../routes/publications.ts";
import { linesAsking } from "./lines-asking.ts";

/** What an event has begun outlives its process: another one goes on, and nothing is lost. */
export function promiseOfCrash(cast: Cast): Promised | undefined {
  const { protocol, entries } = cast;
  const entry = entries.find(({ kind }) => kind === "kafka");
  if (entry === undefined) return undefined;
  const words = hasBackground(cast)
    ? "when its process is killed at any arrow, another goes on where it was"
    : "when its process is killed at any arrow, another deals with the event, and nothing is lost";
  return { words, ...linesAsking(protocol, ["background", "delivery"], entry.step) };
}

/** Kills a process at arrows of the diagram, each time another, and lets the next one go on. */
export const crashOnServers: Search<SystemSubject> = overRoutes(async (subject, settings) => {
  const { wiring } = subject;
  const ready = await isReady(subject, settings);
  if (ready !== undefined) return ready;
  if (wiring === undefined) return notTried(subject, "no wiring.gen.ts stands beside the test");
  const target = { subject, wiring };
  if (followsFromEvent(subject))
    return notTried(subject, "an event and what follows from it come again at once");
  const peace = await inPeace(target, settings.seed, casesInPeace);
  const points = chosen(pointsOf(target, peace, settings.arrow).reached.filter(isOfEvent(subject)), settings);
  if (peace.cases.length === 0 || points.length === 0)
    return notTried(subject, "no event keeps to the diagram while nothing is killed");
  return killAll(target, { peace, points, timeIsUp: stopwatch(settings.timeMs) });
});

const casesInPeace = 3;

/**
 * Where the run itself begins with an event of the diagram's own, and that sets off another: after a kill both come again, at
 * the same time, and one run cannot tell whose arrows it sees.
 */
function followsFromEvent(subject: SystemSubject): boolean {
  const { system, protocol, apart } = subject;
  const begins = system.entries.some(({ step }) => apart?.has(step) === true && step in protocol.steps);
  return begins && system.entries.some((entry) => isPublished(subject, entry));
}

/** Work that an event has begun can be held at this point. */
function isOfEvent({ protocol, entries }: SystemSubject): (point: DeathPoint) => boolean {
  const lineOf = (id: string): number => protocol.steps[id]?.line ?? 0;
  return ({ at, when }) => {
    if (when === "later" || protocol.steps[at]?.kind !== "call") return false;
    const before = entries.filter(({ step }) => lineOf(step) <= lineOf(at));
    const last = before.toSorted((one, other) => lineOf(one.step) - lineOf(other.step)).at(-1);
    return last?.kind === "kafka";
  };
}

/** What is wrong while nothing is killed is for other properties to report: here only what is still to be written. */
const isReady = (subject: SystemSubject, settings: Parameters<Search>[1]): Promise<Finding | undefined> => {
  const [drawn] = fc.sample(arbitraryInput(subject), { seed: settings.seed, numRuns: 1 });
  const search = onTestedSystem(async (system) => {
    const { course } = drawn === undefined ? { course: { unfilled: [] } } : await runInput(system, drawn);
    return { unfilled: course.unfilled };
  });
  return search(subject, settings).then((found) =>
    found.unfilled.length > 0 || found.counterexample !== undefined ? found : undefined,
  );
};

function notTried({ protocol, entries }: SystemSubject, why: string): Finding {
  const line = protocol.steps[entries[0]?.step ?? ""]?.line ?? 1;
  return {
    tried: 0,
    unfilled: [],
    remarks: [{ kind: "not-reached", line, sentence: `no process was killed: ${why}.` }],
  };
}

// Each of them needs a process that is killed.
const shareOfRuns = 2 / 3;

/** So many points, spread evenly over the diagram; another seed begins elsewhere. */
function chosen(
  points: readonly DeathPoint[],
  { runs, seed }: { readonly runs: number; readonly seed: number },
): readonly DeathPoint[] {
  const count = Math.min(Math.ceil(runs * shareOfRuns), points.length);
  const first = seed % Math.max(1, Math.floor(points.length / Math.max(1, count)));
  return Array.from(
    { length: count },
    (_, at) => points[first + Math.floor((at * points.length) / count)],
  ).filter((point) => point !== undefined);
}

/** What failed is tried again soon. Long signs of life: on a busy machine, nobody is to be taken for dead who is not. */
const life = {
  engine: { retry: { delayMs: 20, delayMaxMs: 50 }, lease: { durationMs: 20_000 } },
  consumer: { sessionTimeoutMs: 6_000, heartbeatIntervalMs: 500 },
};

/** So many inputs are held at once: each may keep a connection to the database. */
const heldMax = 8;

interface Killing {
  readonly peace: Peace;
  readonly points: readonly DeathPoint[];
  readonly timeIsUp: () => boolean;
}

/** Holds inputs at points, kills their process, and so on with the next one, which goes on with what was left; the last one lives. */
async function killAll(target: ChaosTarget, { peace, points, timeIsUp }: Killing): Promise<Finding> {
  await using stage = await Stage.open(target, { partitions: heldMax });
  // The first one makes the tables.
  await using first = stage.startLife();
  await first.ready;
  await first.stop();
  const held = new Map<CaseRun, DeathPoint>();
  const ends: Promise<void>[] = [];
  for (let at = 0; at < points.length && !timeIsUp(); at += heldMax) {
    const stops: StopPoint[] = [];
    for (const [partition, point] of points.slice(at, at + heldMax).entries()) {
      const one = stage.add(caseFor(point, peace.cases, peace, partition / heldMax), undefined, partition);
      ends.push((await stage.begin(one)).rest);
      const [name] = one.names.keys();
      if (name === undefined) continue;
      held.set(one, point);
      stops.push({ point, name });
    }
    const worker = stage.startLife({ ...life, stops });
    await worker.ready;
    await untilHeld(stage, stops, timeIsUp);
    await worker[Symbol.asyncDispose]();
    await endLeases(stage);
  }
  const last = stage.startLife(life);
  const isSettled = await Promise.race([
    Promise.all(ends).then(() => stage.settled().then(() => true)),
    untilTimeIsUp(timeIsUp),
  ]);
  const tried = held.size;
  // A busy machine, perhaps.
  if (!isSettled) return { tried, unfilled: [], cut: { tried, of: points.length } };
  const verdict = await firstWrong(stage, peace, held);
  await last.stop();
  return {
    tried,
    unfilled: [],
    ...(verdict === undefined ? {} : { counterexample: { verdict } }),
    ...(verdict === undefined && tried < points.length ? { cut: { tried, of: points.length } } : {}),
  };
}

/** The lease of a process that is dead is over, without waiting for it. */
async function endLeases({ ground, target }: Stage): Promise<void> {
  if (!hasBackground(target.subject)) return;
  const text = "UPDATE seqwright_workflow SET lease_until = clock_timestamp() WHERE state = 'running'";
  await ground.clients.sql?.query({ text, values: [] });
}

const lookEveryMs = 20;
// An input that does not come to its point after all is met wherever it is.
const patienceMs = 10_000;

async function untilHeld(
  { stopped }: Stage,
  stops: readonly StopPoint[],
  timeIsUp: () => boolean,
): Promise<void> {
  const isOver = stopwatch(patienceMs);
  while (!stops.every(({ name }) => stopped.has(name)) && !isOver() && !timeIsUp()) await pause(lookEveryMs);
}

async function untilTimeIsUp(timeIsUp: () => boolean): Promise<false> {
  while (!timeIsUp()) await pause(lookEveryMs);
  return false;
}

async function firstWrong(
  stage: Stage,
  peace: Peace,
  held: ReadonlyMap<CaseRun, DeathPoint>,
): Promise<Verdict | undefined> {
  const { subject } = stage.target;
  const { protocol } = subject;
  await judgeCases(stage, undefined);
  const breaches = await breachesIn(stage, peace);
  for (const [one, point] of held) {
    const { state } = one;
    const [sent] = one.sent;
    if (sent === undefined) continue;
    const entry = sent.input.entry.step;
    const told = (sentence: string, observed: string): Violation => ({
      kind: "not-resumed",
      step: entry,
      sentence: `${mentionOf(protocol, entry)} ${sentence}.`,
      expected: [],
      observed,
    });
    const breach = breaches.find((found) => found.one === one);
    const violation =
      state.course.violation ??
      (one.isDeadLetter
        ? told("became a dead letter, although only its process died", "dead letter")
        : undefined) ??
      (breach &&
        told(
          `was gone on with, and left something else behind: ${clean(breach.difference.sentence, 200)}`,
          clean(breach.difference.sentence, 60),
        ));
    if (violation === undefined) continue;
    const provoked = `its process is killed ${momentOf(subject, point)}`;
    return verdictOf(state, { ...violation, provoked });
  }
  return undefined;
}

function momentOf({ protocol }: SystemSubject, { at, when }: DeathPoint): string {
  const what = mentionOf(protocol, at);
  return when === "before" ? `before ${what}` : `when ${what} is done, and before that is known`;
}
