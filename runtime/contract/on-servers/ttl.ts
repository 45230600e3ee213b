import { binds, type PolicyPlace } from "../../model/policy/policy-place.ts";
import type { StepId } from "../../model/steps.ts";
import { forEveryInput } from "../check/for-every-input.ts";
import type { Promised, Search } from "../check/property.ts";
import type { ClientCall } from "../clients/client-calls.ts";
import { lineOf, mentionOf } from "../report/describe-step.ts";
import type { Verdict } from "../report/verdict.ts";
import type { Violation } from "../report/violation.ts";
import type { Cast } from "../state/subject.ts";
import { verdictOf } from "../state/verdict-of.ts";
import { arbitraryInput, type DrawnCase } from "../system/draw-input.ts";
import { runInput } from "../system/run-input.ts";
import type { SystemSubject } from "../system/system-subject.ts";
import type { TestedSystem } from "../system/tested-system.ts";
import type { WatchedCall } from "../system/watch-call.ts";

/** What is written for a time has that time left when all is done; what is drawn without one stays. */
export function promiseOfTtl(cast: Cast): Promised | undefined {
  const { protocol } = cast;
  const writing = writingSteps(cast);
  const lines = [
    ...writing.filter((id) => drawsTime(cast, id)).map((id) => lineOf(protocol, id)),
    ...protocol.policies.flatMap((policy) =>
      policy.kind === "ttl" && writing.some((id) => isBound(cast, policy.at, id)) ? [policy.line] : [],
    ),
  ];
  const [first] = lines;
  if (first === undefined) return undefined;
  return { words: "keys are kept for as long as it is drawn, and no longer", line: first, lines };
}

export const ttlOnServers: Search<SystemSubject> = forEveryInput(arbitraryInput, judge);

/** How long a key is to be kept, by the arrow that wrote it last. */
interface Expected {
  readonly step: StepId;
  /** Any of these times, in seconds; none of them: for ever. */
  readonly seconds: readonly number[];
  /** When it was written, in ms. */
  readonly at: number;
}

async function judge(system: TestedSystem, drawn: DrawnCase): Promise<Verdict> {
  const { ground, watcher } = system;
  const expected = new Map<string, Expected>();
  watcher.done = (call, calls) => {
    for (const one of calls) expect(expected, system.subject, call, one);
  };
  const state = await runInput(system, drawn);
  watcher.done = undefined;
  const found = { ...verdictOf(state), violation: undefined };
  // What is not as drawn is for other properties to report.
  if (state.course.violation !== undefined) return found;
  for (const [key, wanted] of expected) {
    const left = (await ground.clients.redis?.ttl(key)) ?? absent;
    const violation = left === absent ? undefined : wrongTime(system.subject, { key, left, wanted });
    if (violation !== undefined) return verdictOf(state, violation);
  }
  return found;
}

// What `TTL` answers of keys without a time, and of those that are not there.
const forEver = -1;
const absent = -2;

/** Commands that leave the time to live of a key as it is. */
const keepsTime = /^(?:h|l|r|sadd|srem|incr|decr)/;

function expect(
  expected: Map<string, Expected>,
  { protocol, system }: SystemSubject,
  { steps, args, arrow }: WatchedCall,
  { client, method, key }: ClientCall,
): void {
  const [step] = steps;
  const drawn = protocol.steps[step ?? ""];
  if (
    client !== "redis" ||
    step === undefined ||
    drawn?.kind !== "call" ||
    drawn.readOnly ||
    key === undefined
  )
    return;
  // A command is sent as it is drawn; a gateway sends what it likes.
  const isCommand = system.gateways[arrow.to] === undefined;
  if (isCommand && method !== drawn.method) return;
  const said = isCommand ? secondsIn(method, args) : undefined;
  const noted = protocol.policies.flatMap((policy) =>
    policy.kind === "ttl" && binds(policy.at, { id: step, ...drawn }) ? [policy.seconds] : [],
  );
  const seconds = said === undefined ? noted : [said];
  // A gateway that nobody says anything of may do what it likes.
  if (!isCommand && seconds.length === 0) return;
  if (isCommand && said === undefined && (keepsTime.test(method) || keepsItsTime(args))) return;
  expected.set(key, { step, seconds, at: performance.now() });
}

/** The time that a command states, in seconds; undefined where it states none. */
function secondsIn(method: string, args: readonly unknown[]): number | undefined {
  if (method === "setex" || method === "expire") return typeof args[1] === "number" ? args[1] : undefined;
  const options = args.at(-1);
  if (typeof options !== "object" || options === null) return undefined;
  if ("ttlSeconds" in options && typeof options.ttlSeconds === "number") return options.ttlSeconds;
  return "ttlMs" in options && typeof options.ttlMs === "number" ? options.ttlMs / 1000 : undefined;
}

function keepsItsTime(args: readonly unknown[]): boolean {
  const options = args.at(-1);
  return typeof options === "object" && options !== null && "keepTtl" in options && options.keepTtl === true;
}

// Redis rounds to seconds, and a clock of another machine may be a little ahead.
const roughlySeconds = 2;

function wrongTime(
  { protocol }: SystemSubject,
  { key, left, wanted }: { readonly key: string; readonly left: number; readonly wanted: Expected },
): Violation | undefined {
  const { seconds, step, at } = wanted;
  const passed = (performance.now() - at) / 1000;
  const isRight =
    seconds.length === 0
      ? left === forEver
      : seconds.some((one) => left <= one + 1 && left >= one - passed - roughlySeconds);
  if (isRight) return undefined;
  const due = seconds.length === 0 ? "is kept for ever" : `is kept for ${seconds.join(" or ")} s`;
  const found = left === forEver ? "is kept for ever" : `has ${left} s left`;
  return {
    kind: "wrong-time-to-live",
    step,
    sentence: `by ${mentionOf(protocol, step)} the key ${key} ${due}, but it ${found}.`,
    expected: [],
    observed: found,
  };
}

/** Calls that write keys. */
function writingSteps({ protocol }: Cast): readonly StepId[] {
  return Object.entries(protocol.steps).flatMap(([id, step]) => {
    const receiver = step.kind === "call" && !step.readOnly ? protocol.participants[step.to] : undefined;
    const isTaken = step.kind === "call" && takesAway.test(step.method);
    return receiver?.role === "resource" && receiver.kind === "redis" && !isTaken ? [id] : [];
  });
}

const takesAway = /^(?:del|getdel|hdel|lpop|rpop|srem|publish)$/;

function isBound({ protocol }: Cast, at: PolicyPlace, id: StepId): boolean {
  const step = protocol.steps[id];
  return step !== undefined && binds(at, { id, ...step });
}

/** Whether an arrow states a time to live. */
function drawsTime({ protocol }: Cast, id: StepId): boolean {
  const step = protocol.steps[id];
  if (step?.kind !== "call") return false;
  if (step.method === "setex" || step.method === "expire") return true;
  return step.args.some(
    ({ value }) =>
      value.kind === "record" && value.fields.some(({ name }) => name === "ttlSeconds" || name === "ttlMs"),
  );
}
