import fc from "fast-check";
import type { StepId } from "../../model/steps.ts";
import { forEveryInput } from "../check/for-every-input.ts";
import type { SystemEntry } from "../../system/system-definition.ts";
import type { Promised, Search } from "../check/property.ts";
import type { Cast } from "../state/subject.ts";
import { mentionOf, arrowOf } from "../report/describe-step.ts";
import type { Verdict } from "../report/verdict.ts";
import type { Violation } from "../report/violation.ts";
import { entryOf } from "../routes/origins.ts";
import type { WatchedRun } from "../state/run-state.ts";
import { isBestEffort } from "../state/tolerated.ts";
import { verdictOf } from "../state/verdict-of.ts";
import { arbitraryInput, type DrawnCase } from "../system/draw-input.ts";
import { failedAsDrawn } from "../system/failed-as-drawn.ts";
import { FaultPlan, type FaultKind } from "../system/fault-plan.ts";
import { holdAnswer, nextInput, runInput } from "../system/run-input.ts";
import type { SystemAnswer } from "../system/send-input.ts";
import type { SystemSubject } from "../system/system-subject.ts";
import { endRun, type TestedSystem } from "../system/tested-system.ts";
import { deadLetterLacks } from "./dead-letter-lacks.ts";
import { linesAsking } from "./lines-asking.ts";

interface FaultyCase extends DrawnCase {
  /** Picks the arrow. */
  readonly at: number;
  /** How often it fails, as far as tries go; 0 for each time. */
  readonly failures: number;
}

/** A fault at an arrow of the running system, and what the terms of the entry make of it. */
export function faultsOnServers(kind: FaultKind): Search<SystemSubject> {
  return forEveryInput(
    (subject) =>
      fc
        .record({ drawn: arbitraryInput(subject), at: fc.nat(999), failures: fc.nat(3) })
        .map(({ drawn, at, failures }): FaultyCase => ({ ...drawn, at, failures })),
    (system, one) => judge(system, one, kind),
  );
}

// Each of these cases has a server fail at every arrow of a gateway, one after the other.
const casesPerServerFault = 4;

async function judge(system: TestedSystem, one: FaultyCase, kind: FaultKind): Promise<Verdict> {
  const { subject } = system;
  const steps = faultySteps(subject);
  const isOfServers = kind === "fatal" && one.at % casesPerServerFault === 0;
  for (const step of isOfServers ? gatewaySteps(subject, steps) : []) {
    const verdict = await judgeFault(system, one, new FaultPlan(step, "fatal", 1, "server"), 1);
    if (verdict.violation !== undefined) return verdict;
  }
  const step = steps[one.at % Math.max(1, steps.length)];
  if (step === undefined) return verdictOf(await runInput(system, one));
  const times = kind === "fatal" ? 1 : timesOf(one, entryOf(subject, step));
  return judgeFault(system, one, new FaultPlan(step, kind, times), times);
}

/** Arrows that write through the developer's own gateway. What only caches may be lost. */
function gatewaySteps({ protocol, system }: SystemSubject, steps: readonly StepId[]): readonly StepId[] {
  return steps.filter((id) => {
    const step = protocol.steps[id];
    const receiver = protocol.participants[step?.to ?? ""];
    const writes = step?.kind === "call" && !step.readOnly;
    return (
      writes &&
      receiver?.role === "resource" &&
      receiver.kind !== "redis" &&
      system.gateways[step.to] !== undefined
    );
  });
}

async function judgeFault(
  system: TestedSystem,
  one: FaultyCase,
  fault: FaultPlan,
  times: number,
): Promise<Verdict> {
  const { subject } = system;
  const state = system.begin(one.scenario, fault);
  const said = (violation: Violation | undefined): Verdict =>
    verdictOf(
      state,
      violation && fault.strikes.length > 0
        ? { ...violation, provoked: provoked(subject, fault, times) }
        : violation,
    );
  const sent: string[] = [];
  for (;;) {
    const input = nextInput(state, subject, one, sent);
    if (input === undefined) break;
    sent.push(input.entry.step);
    const consumed = system.ground.consumed.length;
    const answer = await system.send(input);
    const isSettled = await system.settled();
    if (!isSettled) state.course.runOutOfPatience();
    if (state.course.over || !isSettled) break;
    if (fault.strikes.length === 0) continue;
    // The fault may have struck in what an event set off, behind a request that was answered well.
    const entry = entryOf(subject, fault.step) ?? input.entry;
    const isBehind = entry.step !== input.entry.step;
    if (isBehind && answer !== undefined) holdAnswer(state, input, answer);
    if (state.course.over) break;
    const struck = { state, entry, answer: isBehind ? undefined : answer, fault, consumed };
    const found = await afterFault(system, struck);
    const isRepeatable = entry.kind === "kafka" || (entry.kind === "http" && entry.verb === "GET");
    if (found !== undefined || fault.kind === "fatal" || times > retriesOf(entry) || !isRepeatable) {
      state.course.end();
      const isGivenUp = found === undefined && entry.kind === "kafka";
      return isGivenUp ? nextAfter(system, one, provoked(subject, fault, times)) : said(found);
    }
    // Whoever only asked asks again, until the fault has passed.
    const asksAgain = struck.answer !== undefined && struck.answer.status >= 500 ? times : 0;
    for (let asked = 0; asked < asksAgain; asked += 1) {
      await system.sendAgain(input);
      await system.settled();
    }
  }
  endRun(state);
  return said(state.course.violation);
}

/** An event that has become a dead letter holds up nothing: the next one goes through as drawn. */
async function nextAfter(system: TestedSystem, one: FaultyCase, fault: string): Promise<Verdict> {
  const next = await runInput(system, one);
  const { violation } = next.course;
  return verdictOf(next, violation && { ...violation, provoked: `${fault}; then the next event` });
}

/** How often the arrow fails. Where no note says how many retries there are, that the work goes on is all there is to see. */
function timesOf({ failures }: FaultyCase, entry: SystemEntry | undefined): number {
  if (failures === 0 && entry?.policies?.retriesMax !== undefined) return Infinity;
  return Math.max(1, Math.min(failures, retriesOf(entry), 2));
}

// What the runtime does where nothing is stated is its own affair: more tries than any test makes.
const unstated = 10;

/** How often what comes in by an entry is tried again. */
function retriesOf(entry: SystemEntry | undefined): number {
  return entry?.policies?.retriesMax ?? unstated;
}

/** What a fault of this kind means for what comes in from outside. */
export function promiseOfFaults(kind: FaultKind): (cast: Cast) => Promised | undefined {
  return (cast) => {
    const { protocol, entries } = cast;
    const [entry] = entries.filter((one) => kind === "fatal" || isTriedAgain(cast, one));
    if (entry === undefined || faultySteps(cast).length === 0) return undefined;
    const { retriesMax } = entry.policies ?? {};
    const often = retriesMax === undefined ? "" : `, up to ${retriesMax} retries`;
    return kind === "fatal"
      ? {
          words: "an unrecoverable error at any arrow fails at once, and nothing is lost",
          ...linesAsking(protocol, ["dead-letter"], entry.step),
        }
      : {
          words: `what comes in is tried again after an error that may pass${often}, then it is a dead letter`,
          ...linesAsking(protocol, ["retry", "delivery", "dead-letter"], entry.step),
        };
  };
}

/** The runtime tries it again, and somebody has said that this may be done. */
function isTriedAgain({ protocol }: Cast, { kind, component, policies }: SystemEntry): boolean {
  if (kind === "http") return true;
  if (kind !== "kafka") return false;
  const spec = protocol.participants[component];
  const isDurable = spec?.role === "component" && spec.background;
  const isSaid = protocol.policies.some((policy) => policy.kind === "delivery" || policy.kind === "retry");
  return isDurable || isSaid || policies?.idempotent === true;
}

/** Arrows whose fault a component has to see: those that it waits for, but for what may fail. */
function faultySteps({ protocol, real }: Cast): readonly StepId[] {
  return Object.entries(protocol.steps).flatMap(([id, step]) =>
    step.kind === "call" &&
    real.includes(step.from) &&
    step.waits &&
    step.receiver === undefined &&
    !isBestEffort(protocol, id) &&
    !isCaught(id)
      ? [id]
      : [],
  );

  /** Drawn to be answered with an error: then somebody goes on. */
  function isCaught(id: StepId): boolean {
    return Object.values(protocol.steps).some(
      (step) => step.kind === "reply" && step.answers === id && step.outcome.kind === "throws",
    );
  }
}

interface Struck {
  readonly state: WatchedRun;
  /** By which the work came in that the fault struck. */
  readonly entry: SystemEntry;
  /** The response to the request; undefined where it was no request that was struck. */
  readonly answer: SystemAnswer | undefined;
  readonly fault: FaultPlan;
  /** How much had become of records before. */
  readonly consumed: number;
}

/** What does not fit the terms; undefined where all of it does. */
async function afterFault(system: TestedSystem, struck: Struck): Promise<Violation | undefined> {
  const { entry, answer, fault } = struck;
  const retriesMax = retriesOf(entry);
  const { protocol } = system.subject;
  const what = mentionOf(protocol, fault.step);
  const violation = (sentence: string, observed: string): Violation => ({
    kind: "wrong-tries",
    step: fault.step,
    sentence,
    expected: [],
    observed,
    disturbed: fault.step,
  });
  const tries = fault.strikes.length;
  if (answer !== undefined) {
    // Code that tries again by itself may have come through.
    const hasPassed = fault.kind === "transient" && system.watcher.hasTaken(fault.step);
    const failed = answer.status >= 500;
    if (!failed && !hasPassed)
      return violation(
        `${what} failed, but the request was answered ${answer.status}.`,
        `answered ${answer.status}`,
      );
    return tries > 1 && fault.kind === "fatal"
      ? violation(`${what} was tried again, although its error was fatal.`, `${tries} tries`)
      : undefined;
  }
  if (entry.kind !== "kafka") return undefined;
  const letters = system.ground.consumed
    .slice(struck.consumed)
    .flatMap((event) => (event.kind === "dead-lettered" ? [event] : []));
  const isDue = fault.kind === "fatal" || tries > retriesMax;
  if (fault.kind === "fatal" && tries > 1)
    return violation(`${what} was tried again, although its error was fatal.`, `${tries} tries`);
  if (tries > retriesMax + 1)
    return violation(
      `${what} was tried ${tries} times: the first time, and ${tries - 1} times again, where ${retriesMax} are allowed.`,
      `${tries} tries`,
    );
  const short = shortPause(fault, entry);
  if (short !== undefined)
    return {
      ...violation(`${what} was tried again ${short}.`, "tried again too soon"),
      kind: "wrong-pause",
    };
  const [letter] = letters;
  if (letter === undefined)
    return isDue
      ? violation(
          `${what} failed for good, but the event did not become a dead letter: it is lost.`,
          "no dead letter",
        )
      : undefined;
  if (!isDue && failedAsDrawn(struck.state, struck.entry.step)) return undefined;
  if (!isDue)
    return violation(
      `the event became a dead letter after ${tries} tries of ${what}, though its error may pass and ${retriesMax} retries are allowed.`,
      `dead letter (${letter.reason})`,
    );
  const lacks = await deadLetterLacks(system, letter);
  return lacks === undefined
    ? undefined
    : violation(`the dead letter of ${what} ${lacks}.`, `dead letter that ${lacks}`);
}

// A timer may fire a little early.
const earlyMs = 2;

/** Where a try came sooner than the entry's terms say; a longer pause says nothing on a busy machine. */
function shortPause({ strikes }: FaultPlan, { policies = {} }: SystemEntry): string | undefined {
  const { retryDelayMs, retryFactor = 1 } = policies;
  if (retryDelayMs === undefined) return undefined;
  const pauses = strikes.slice(1).map((at, index) => ({
    ms: at - (strikes[index] ?? at),
    drawnMs: retryDelayMs * retryFactor ** index,
  }));
  const short = pauses.find(({ ms, drawnMs }) => ms < drawnMs - earlyMs);
  return short && `after ${Math.round(short.ms)} ms, and not after the ${short.drawnMs} ms that are drawn`;
}

function provoked({ protocol }: SystemSubject, { step, kind }: FaultPlan, times: number): string {
  const often = times === Infinity ? "each time" : times === 1 ? "once" : `${times} times`;
  return `${kind} fault, ${often}, at ${arrowOf(protocol, step)}`;
}
