import fc from "fast-check";
import type { StepId } from "../../model/steps.ts";
import { forEveryInput } from "../check/for-every-input.ts";
import type { Search } from "../check/property.ts";
import { mentionOf, arrowOf } from "../report/describe-step.ts";
import type { Verdict } from "../report/verdict.ts";
import type { Violation } from "../report/violation.ts";
import { isBestEffort } from "../state/tolerated.ts";
import { verdictOf } from "../state/verdict-of.ts";
import { arbitraryInput, type DrawnCase, type SystemInput } from "../system/draw-input.ts";
import { FaultPlan, type FaultKind } from "../system/fault-plan.ts";
import { nextInput } from "../system/run-input.ts";
import type { SystemAnswer } from "../system/send-input.ts";
import type { SystemSubject } from "../system/system-subject.ts";
import { endRun, type TestedSystem } from "../system/tested-system.ts";
import { deadLetterLacks } from "./dead-letter-lacks.ts";
import { retriesOf } from "./retries-of.ts";

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

async function judge(system: TestedSystem, one: FaultyCase, kind: FaultKind): Promise<Verdict> {
  const steps = faultySteps(system.subject);
  const step = steps[one.at % Math.max(1, steps.length)];
  const { retriesMax, isStated } = retriesOf(system.subject, one.entry);
  // Where no note says how often, that it goes on is all there is to see.
  const times =
    kind === "fatal"
      ? 1
      : one.failures === 0 && isStated
        ? Infinity
        : Math.max(1, Math.min(one.failures, retriesMax, 2));
  const fault = step === undefined ? undefined : new FaultPlan(step, kind, times);
  const first = system.begin(one.scenario, fault);
  const sent: string[] = [];
  let consumed = system.ground.consumed.length;
  for (;;) {
    const input = nextInput(system, one, sent);
    if (input === undefined) break;
    sent.push(input.entry.step);
    consumed = system.ground.consumed.length;
    const answer = await system.send(input);
    const isSettled = await system.settled();
    const state = system.watcher.state ?? first;
    if (!isSettled) state.course.runOutOfPatience();
    if (fault !== undefined && fault.strikes.length > 0) {
      const found =
        state.course.violation ?? (await afterFault(system, { input, answer, fault, retriesMax, consumed }));
      if (found !== undefined || kind === "fatal" || times > retriesMax) {
        state.course.end();
        return verdictOf(state, found && { ...found, provoked: provoked(system.subject, fault, times) });
      }
      if (input.entry.kind !== "kafka") {
        // Whoever asked asks again.
        await system.send(input);
        await system.settled();
      }
    }
    if (state.course.over || !isSettled) break;
  }
  const state = system.watcher.state ?? first;
  endRun(state);
  const { violation } = state.course;
  return verdictOf(
    state,
    violation && fault && fault.strikes.length > 0
      ? { ...violation, provoked: provoked(system.subject, fault, times) }
      : violation,
  );
}

/** Arrows whose fault a component has to see: those that it waits for, but for what may fail. */
function faultySteps({ protocol, real }: SystemSubject): readonly StepId[] {
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
  readonly input: SystemInput;
  readonly answer: SystemAnswer | undefined;
  readonly fault: FaultPlan;
  readonly retriesMax: number;
  /** How much had become of records before. */
  readonly consumed: number;
}

/** What does not fit the terms; undefined where all of it does. */
async function afterFault(system: TestedSystem, struck: Struck): Promise<Violation | undefined> {
  const { input, answer, fault, retriesMax } = struck;
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
    const failed = answer.status >= 500;
    if (!failed)
      return violation(
        `${what} failed, but the request was answered ${answer.status}.`,
        `answered ${answer.status}`,
      );
    return tries > 1 && fault.kind === "fatal"
      ? violation(`${what} was tried again, although its error was fatal.`, `${tries} tries`)
      : undefined;
  }
  if (input.entry.kind !== "kafka") return undefined;
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
  const [letter] = letters;
  if (letter === undefined)
    return isDue
      ? violation(
          `${what} failed for good, but the event did not become a dead letter: it is lost.`,
          "no dead letter",
        )
      : undefined;
  if (!isDue)
    return violation(
      `the event became a dead letter after ${tries} tries of ${what}, though its error may pass and ${retriesMax} retries are allowed.`,
      `dead letter (${letter.reason})`,
    );
  const lacks = await deadLetterLacks(system, input, letter);
  return lacks === undefined
    ? undefined
    : violation(`the dead letter of ${what} ${lacks}.`, `dead letter that ${lacks}`);
}

function provoked({ protocol }: SystemSubject, { step, kind }: FaultPlan, times: number): string {
  const often = times === Infinity ? "each time" : times === 1 ? "once" : `${times} times`;
  return `${kind} fault, ${often}, at ${arrowOf(protocol, step)}`;
}
