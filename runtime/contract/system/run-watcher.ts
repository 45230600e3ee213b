import type { Arrow } from "../../trace/arrow-event.ts";
import type { ArrowObserver } from "../../trace/arrow-observer.ts";
import { currentRun } from "../../trace/traced.ts";
import { observeAnswer } from "../run/observe-answer.ts";
import { observeSelf } from "../run/observe-call.ts";
import type { Violation } from "../report/violation.ts";
import { fail, type WatchedRun } from "../state/run-state.ts";
import { callsDuring, type ClientCall } from "./client-calls.ts";
import type { ComponentHooks } from "./instrumented.ts";
import { type CallRules, isInjected, watchCall, type WatchedCall } from "./watch-call.ts";
import type { FaultPlan } from "./fault-plan.ts";
import { nextSteps } from "../monitor/next-steps.ts";

export interface RunWatcherOptions extends CallRules {
  /** Just before a call arrives that the diagram draws: prepares what it will find. */
  readonly before: (call: WatchedCall) => Promise<void> | void;
  /** What a call that went well has failed to do; `calls` are those that clients got meanwhile. */
  readonly lacking: (call: WatchedCall, calls: readonly ClientCall[]) => Violation | undefined;
}

/** Holds what happens in a running system against the diagram, each arrow in the run that it is part of. */
export class RunWatcher implements ArrowObserver, ComponentHooks {
  readonly #options: RunWatcherOptions;
  readonly #runs = new Map<string, WatchedRun>();
  /** Of the latest run; a fault is part of it from when it strikes. */
  #latest:
    | { state: WatchedRun; readonly again: () => WatchedRun; readonly fault: FaultPlan | undefined }
    | undefined;
  #tasks = 0;
  #calls = 0;

  constructor(options: RunWatcherOptions) {
    this.#options = options;
  }

  /** Whether a call or a task in the background is under way. */
  get isBusy(): boolean {
    return this.#tasks > 0 || this.#calls > 0;
  }

  /** The run that what comes in now is part of: when a fault has struck it and it comes in once more, a new one. */
  get state(): WatchedRun | undefined {
    return this.#latest?.state;
  }

  /** What comes in from now on is part of the run that `begin` makes, and of another such one for each further try. */
  follow(begin: () => WatchedRun, fault?: FaultPlan): WatchedRun {
    const state = begin();
    this.#latest = { state, again: begin, fault };
    return state;
  }

  async observe<T>(arrow: Arrow, proceed: () => Promise<T>, args: readonly unknown[]): Promise<T> {
    const state = this.#entered(arrow) ?? this.#stateOf(arrow.run);
    const error = this.#latest?.fault?.strike(arrow);
    if (error !== undefined) throw error;
    if (state === undefined) return proceed();
    this.#calls += 1;
    try {
      return await watchCall({ state, arrow, args }, this.#options, async (call) => {
        if (call.steps.length === 0) return proceed();
        await this.#options.before(call);
        const { value, calls } = await callsDuring(proceed);
        const lacking = this.#options.lacking(call, calls);
        if (lacking !== undefined) fail(state, lacking);
        return value;
      });
    } finally {
      this.#calls -= 1;
    }
  }

  onSelfCall(component: string, method: string, args: readonly unknown[]): void {
    const state = this.#stateOf(currentRun());
    if (state === undefined || (this.#hasStruck() && !mayCallItself(state, component, method))) return;
    observeSelf(state, component, method, args);
  }

  onTask(): void {
    this.#tasks += 1;
  }

  async aroundTask(component: string, name: string, work: () => Promise<void>): Promise<void> {
    try {
      const state = this.#stateOf(currentRun());
      if (state === undefined) return await work();
      const begun = { kind: "task", component, name, steps: [] } as const;
      const activity = await state.activities.operate(begun, work);
      const { settlement } = activity;
      const isStruck = settlement?.kind === "threw" && (isInjected(settlement.error) || this.#hasStruck());
      if (settlement !== undefined && !state.course.over && !isStruck)
        observeAnswer(state, activity, settlement);
      if (settlement?.kind === "threw") throw settlement.error;
    } finally {
      this.#tasks -= 1;
    }
  }

  #hasStruck(): boolean {
    return (this.#latest?.fault?.strikes.length ?? 0) > 0;
  }

  /** What comes in once more, because a fault has struck, is a run of its own; durable work goes on where it was. */
  #entered({ from, to, run }: Arrow): WatchedRun | undefined {
    const latest = this.#latest;
    if (latest === undefined || !this.#hasStruck() || latest.state.subject.real.includes(from))
      return undefined;
    if (this.#options.startsAgain(to) || latest.state.monitor.trace.length === 0) return undefined;
    latest.state.course.end();
    latest.state = latest.again();
    this.#runs.set(run, latest.state);
    return latest.state;
  }

  #stateOf(run: string | undefined): WatchedRun | undefined {
    if (run === undefined) return this.#latest?.state;
    const known = this.#runs.get(run) ?? this.#latest?.state;
    if (known !== undefined) this.#runs.set(run, known);
    return known;
  }
}

/** Whether it is the turn of this call; durable code that goes through its beginning again makes it again. */
function mayCallItself(state: WatchedRun, component: string, method: string): boolean {
  const { protocol } = state.subject;
  return state.monitor.readings.some((reading) =>
    [...nextSteps(protocol, reading, component)].some(({ step: id }) => {
      const step = protocol.steps[id];
      return step?.kind === "self" && step.method === method;
    }),
  );
}
