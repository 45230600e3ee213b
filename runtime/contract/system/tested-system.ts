import { setTimeout as pause } from "node:timers/promises";
import type { SystemEntry } from "../../system/system-definition.ts";
import { startSystem, type RunningSystem } from "../../system/start-system.ts";
import type { SystemEvent } from "../../system/system-options.ts";
import type { ArrowObserver } from "../../trace/arrow-observer.ts";
import type { Scenario } from "../draw/scenario.ts";
import { settleFollowUps } from "../routes/follow-ups.ts";
import { finish, stalled } from "../run/run.ts";
import type { FaultPlan } from "./fault-plan.ts";
import type { Violation } from "../report/violation.ts";
import { fail, type WatchedRun } from "../state/run-state.ts";
import type { SystemInput } from "./draw-input.ts";
import { type Ground, openGround } from "./ground.ts";
import { instrumented } from "./instrumented.ts";
import { knownDatabase } from "./known-database.ts";
import { type KnownDatabase, lackingEffect } from "./lacking-effect.ts";
import { pickFor } from "./pick-for.ts";
import { RunWatcher } from "./run-watcher.ts";
import { seedCache } from "./seed-cache.ts";
import { callRules } from "./call-rules.ts";
import { watchedRun } from "./watched-run.ts";
import { type SystemAnswer, sendInput } from "./send-input.ts";
import { SystemStartError } from "./system-start-error.ts";
import { SamplesError } from "./samples-error.ts";
import type { SystemSubject } from "./system-subject.ts";

/** The system of a diagram on real servers, held against the diagram while inputs go through it. */
export interface TestedSystem extends AsyncDisposable {
  readonly subject: SystemSubject;
  readonly ground: Ground;
  readonly running: RunningSystem;
  readonly watcher: RunWatcher;
  /** What happened besides arrows, oldest first. */
  readonly events: readonly SystemEvent[];
  /** A run of the diagram that begins with the next input, in which something may fail. */
  begin(scenario: Scenario, fault?: FaultPlan): WatchedRun;
  /** The tables that migrations have made. */
  readonly tables: readonly string[];
  /** Lets the developer's `samples` prepare the world for an input. */
  prepare(input: SystemInput): Promise<void>;
  /** Lets the developer's `samples` prepare the world, and sends the input. */
  send(input: SystemInput): Promise<SystemAnswer | undefined>;
  /** Sends an input once more, with the world as it is by now. */
  sendAgain(input: SystemInput): Promise<SystemAnswer | undefined>;
  /** Resolves when nothing is under way any more: true, or false when patience ran out. */
  settled(): Promise<boolean>;
}

export interface TestedSystemOptions {
  /** See every arrow, inside of what is held against the diagram: what they throw is what the call comes to. */
  readonly observers?: readonly ArrowObserver[];
}

/** Starts the system with the developer's `system.ts` on a ground of its own. */
export async function testedSystem(
  subject: SystemSubject,
  { observers = [] }: TestedSystemOptions = {},
): Promise<TestedSystem> {
  const stack = new AsyncDisposableStack();
  try {
    const ground = stack.use(await openGround(subject));
    const events: SystemEvent[] = [];
    const known: { database?: KnownDatabase | undefined } = {};
    const watcher = new RunWatcher({
      ...callRules(subject),
      before: (call) => seedCache(call, ground.clients),
      lacking: (call, calls) => lackingEffect(call, calls, subject.system, known.database),
    });
    // Rounds come when the test wants them.
    const entries = subject.system.entries.filter(({ kind }) => kind !== "schedule").map(withShortPauses);
    const system = instrumented({ ...subject.system, entries }, watcher);
    const running = stack.use(
      await startSystem(system, {
        ...ground.options,
        observers: [watcher, ...observers],
        engine: { pollMs: 50, lease: { durationMs: 5_000 }, retry: { delayMs: 20, delayMaxMs: 50 } },
        onEvent: (event) => void events.push(event),
      }).catch((error: unknown) => {
        throw new SystemStartError(error);
      }),
    );
    // Migrations have made them by now.
    known.database = await knownDatabase(ground.clients.sql);
    const tables = known.database?.tables ?? [];
    return new OwnedSystem({ subject, ground, running, watcher, events, tables }, stack);
  } catch (error) {
    await stack.disposeAsync();
    throw error;
  }
}

type Parts = Pick<TestedSystem, "subject" | "ground" | "running" | "watcher" | "events" | "tables">;

class OwnedSystem implements TestedSystem {
  readonly subject: SystemSubject;
  readonly ground: Ground;
  readonly running: RunningSystem;
  readonly watcher: RunWatcher;
  readonly events: readonly SystemEvent[];
  readonly tables: readonly string[];
  readonly #stack: AsyncDisposableStack;
  #inputs = 0;

  constructor({ subject, ground, running, watcher, events, tables }: Parts, stack: AsyncDisposableStack) {
    this.subject = subject;
    this.ground = ground;
    this.running = running;
    this.watcher = watcher;
    this.events = events;
    this.tables = tables;
    this.#stack = stack;
  }

  begin(scenario: Scenario, fault?: FaultPlan): WatchedRun {
    const state = watchedRun(this.subject, scenario);
    this.watcher.follow(state, fault);
    return state;
  }

  async send(input: SystemInput): Promise<SystemAnswer | undefined> {
    await this.prepare(input);
    return this.sendAgain(input);
  }

  async prepare(input: SystemInput): Promise<void> {
    const { step, entry, values } = input;
    const number = this.#inputs;
    this.#inputs += 1;
    const named = step.args.map(({ name }, index) => [name, values[index]] as const);
    const told = { step: entry.step, method: entry.method, values: Object.fromEntries(named), number };
    // A client that the diagram needs none of throws when it is asked for, and says so.
    const clients = this.ground.touched.around(this.ground.clients);
    try {
      await this.subject.beside.samples.before?.(clients as never, { ...told, pick: pickFor(number) });
    } catch (error) {
      throw new SamplesError(entry.method, error);
    }
  }

  sendAgain(input: SystemInput): Promise<SystemAnswer | undefined> {
    return sendInput(input, this.running, this.ground.topics);
  }

  async settled(): Promise<boolean> {
    const until = performance.now() + this.subject.patienceMs;
    for (;;) {
      if (!this.#isBusy() && (await this.#isWorkedOff()) && !this.#isBusy()) return true;
      if (performance.now() > until) return false;
      await pause(pollMs);
    }
  }

  #isBusy(): boolean {
    return this.watcher.isBusy || this.#workflowsOpen() > 0;
  }

  #workflowsOpen(): number {
    const open = new Set<string>();
    for (const event of this.events) {
      if (event.kind !== "workflow") continue;
      const { kind, id } = event.event;
      if (kind === "started") open.add(id);
      if (kind === "done" || kind === "failed") open.delete(id);
    }
    return open.size;
  }

  async #isWorkedOff(): Promise<boolean> {
    const { topics, groupId } = this.ground;
    for (const topic of topics?.incoming ?? [])
      if (!(await topics?.contents.isWorkedOff(topic, groupId))) return false;
    return true;
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.#stack.disposeAsync();
  }
}

const pollMs = 5;

/** The diagram has to end where the run ends, or to have said what it was waiting for. */
export function endRun(state: WatchedRun): void {
  if (state.course.over) return;
  settleFollowUps(state);
  if (state.course.violation === undefined) finish(state);
  const { ranOutOfPatience, violation } = state.course;
  if (ranOutOfPatience && violation === undefined) fail(state, neverOver(state));
  state.course.end();
}

/** Pauses that no note states take no longer than a test has time. */
function withShortPauses(entry: SystemEntry): SystemEntry {
  return { ...entry, policies: { retryDelayMs: 10, retryFactor: 1, ...entry.policies } };
}

/** Everything that is drawn has happened, and still there is something under way. */
function neverOver(state: WatchedRun): Violation {
  const [activity] = state.activities.unsettled;
  if (activity !== undefined) return stalled(state, activity);
  const step = state.monitor.trace[0];
  return {
    kind: "stalled",
    step,
    sentence:
      "all that is drawn has happened, but what came in was never settled: its offset was not committed.",
    expected: [],
    observed: undefined,
  };
}
