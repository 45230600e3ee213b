import { setTimeout as pause } from "node:timers/promises";
import type { StepId } from "../../model/steps.ts";
import type { SystemEntry } from "../../system/system-definition.ts";
import { forEveryInput } from "../check/for-every-input.ts";
import type { Promised, Search } from "../check/property.ts";
import { HeldCalls } from "../clients/held-calls.ts";
import { mentionOf } from "../report/describe-step.ts";
import { nothingToSay, type Verdict } from "../report/verdict.ts";
import type { Violation } from "../report/violation.ts";
import { entryOf, originsOf } from "../routes/origins.ts";
import type { WatchedRun } from "../state/run-state.ts";
import type { Cast } from "../state/subject.ts";
import { verdictOf } from "../state/verdict-of.ts";
import { arbitraryInput, type DrawnCase, inputsFor, type SystemInput } from "../system/draw-input.ts";
import type { GroundTopics } from "../system/ground.ts";
import { nextInput } from "../system/run-input.ts";
import type { SystemSubject } from "../system/system-subject.ts";
import type { TestedSystem } from "../system/tested-system.ts";
import { linesAsking } from "./lines-asking.ts";

/** An event is acknowledged to its topic when its work is done: however long a server takes, and whatever comes after it. */
export function promiseOfAcknowledgement(cast: Cast): Promised | undefined {
  const entry = cast.entries.find(({ kind }) => kind === "kafka");
  if (entry === undefined || callsOfServers(cast).length === 0) return undefined;
  return {
    words: "the offset of an event is committed when its work is done, however long a server takes",
    ...linesAsking(cast.protocol, ["delivery"], entry.step),
  };
}

// Each of them waits for every call to a server.
const shareOfRuns = 1 / 6;

export const acknowledgementOnServers: Search<SystemSubject> = (subject, settings) =>
  onEachCase(subject, { ...settings, runs: Math.ceil(settings.runs * shareOfRuns) });

const onEachCase = forEveryInput(arbitraryInput, judge);

async function judge(system: TestedSystem, drawn: DrawnCase): Promise<Verdict> {
  const { subject, ground, watcher } = system;
  const { topics } = ground;
  const state = system.begin(drawn.scenario);
  const found = await untilEvent(system, state, drawn);
  if (topics === undefined || found === undefined) return nothingToSay;
  const { input, event } = found;
  const slow = callsOfServers(subject).filter((step) => {
    const entry = entryOf(subject, step);
    return entry === undefined || entry.step === event.step;
  });
  const held = new HeldCalls();
  watcher.hold = (call) => {
    const step = call.steps.find((id) => slow.includes(id));
    return call.state === state && step !== undefined ? held.under(step) : undefined;
  };
  try {
    const topic = topics.of(event.participant);
    const offset = await topics.contents.count(topic);
    await system.send(input);
    // Where a request is refused, say, nothing is published.
    if ((await topics.contents.count(topic)) === offset) return nothingToSay;
    const run = { topics, input, event, drawn, offset, held, state };
    const violation = await whileSlow(system, run);
    held.releaseAll();
    await system.settled();
    // What else is wrong is for other properties to report.
    const isOther = violation?.kind === "stalled" && state.course.violation !== undefined;
    return { ...verdictOf(state), violation: isOther ? undefined : violation };
  } finally {
    held.releaseAll();
    watcher.hold = undefined;
    state.course.end();
  }
}

/** What the world sends, and the event that it is or that follows from it. */
interface Leading {
  readonly input: SystemInput;
  readonly event: KafkaEvent;
}

type KafkaEvent = SystemEntry & { readonly kind: "kafka" };

/** Sends what comes before the first event of a run, and resolves to what brings that; undefined where nothing does. */
async function untilEvent(
  system: TestedSystem,
  state: WatchedRun,
  drawn: DrawnCase,
): Promise<Leading | undefined> {
  const { subject } = system;
  const origins = originsOf(subject);
  const sent: string[] = [];
  for (;;) {
    const input = nextInput(state, subject, drawn, sent);
    if (input === undefined || state.course.over) return undefined;
    const event = subject.system.entries
      .filter((entry) => entry.kind === "kafka")
      .find(({ step }) => origins(step).has(input.entry.step));
    if (event !== undefined) return { input, event };
    sent.push(input.entry.step);
    await system.send(input);
    await system.settled();
  }
}

interface SlowRun {
  readonly topics: GroundTopics;
  readonly input: SystemInput;
  readonly event: KafkaEvent;
  readonly drawn: DrawnCase;
  readonly offset: number;
  readonly held: HeldCalls;
  readonly state: WatchedRun;
}

// Nothing tells that nothing more will happen. A look asks the broker, which takes its time on a busy machine, too.
const looksWithoutProgress = 8;
const lookEveryMs = 10;

/** Lets one call after the other go on, each time when nothing else goes on any more. Resolves to what is wrong. */
async function whileSlow(system: TestedSystem, run: SlowRun): Promise<Violation | undefined> {
  const { subject, ground, events } = system;
  const { topics, input, event, drawn, offset, held, state } = run;
  const progress = (): number => ground.consumed.length + events.length + state.monitor.trace.length;
  const until = performance.now() + subject.patienceMs;
  let isFirst = true;
  for (let looks = 0, known = -1; performance.now() < until; looks += 1) {
    const committed = await topics.contents.committed(topics.of(event.participant), ground.groupId);
    if (committed > offset)
      return held.oldest === undefined ? undefined : committedEarly(subject, event, held.oldest);
    const isSame = progress() + held.count === known;
    known = progress() + held.count;
    if (!isSame) looks = 0;
    if (held.count > 0 && isFirst) {
      isFirst = false;
      await sendBehind(system, drawn, input.entry.step);
    } else if (looks >= looksWithoutProgress) {
      held.releaseLatest();
      looks = 0;
    }
    await pause(lookEveryMs);
  }
  return neverCommitted(subject, event);
}

const eventsBehind = 2;

/** Events that come by the same arrow while the first is at work: they may well be done before it. */
async function sendBehind(system: TestedSystem, { scenario }: DrawnCase, step: StepId): Promise<void> {
  const others = system.begin(scenario);
  const inputs = Array.from({ length: eventsBehind }, () =>
    inputsFor(others, system.subject).find(({ entry }) => entry.step === step),
  );
  others.course.end();
  for (const input of inputs) if (input !== undefined) await system.send(input);
}

/** Calls that a server has to be asked for, and that somebody waits for. */
function callsOfServers({ protocol }: Cast): readonly StepId[] {
  return Object.entries(protocol.steps).flatMap(([id, step]) => {
    const receiver = step.kind === "call" && step.waits ? protocol.participants[step.to] : undefined;
    return receiver?.role === "resource" ? [id] : [];
  });
}

function committedEarly({ protocol }: SystemSubject, entry: KafkaEvent, step: StepId): Violation {
  return {
    kind: "committed-early",
    step,
    sentence: `the offset of ${mentionOf(protocol, entry.step)} was committed while the server was still at work for ${mentionOf(protocol, step)}: if the process stops now, that is lost.`,
    expected: [],
    observed: "offset committed",
    provoked: "servers that take long",
  };
}

function neverCommitted({ protocol }: SystemSubject, entry: KafkaEvent): Violation {
  return {
    kind: "stalled",
    step: entry.step,
    sentence: `${mentionOf(protocol, entry.step)} took long, and its offset was never committed.`,
    expected: [],
    observed: undefined,
    provoked: "servers that take long",
  };
}
