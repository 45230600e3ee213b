import type { StepId } from "../../model/steps.ts";
import type { Arrow } from "../../trace/arrow-event.ts";
import type { ArrowObserver } from "../../trace/arrow-observer.ts";
import { currentRun } from "../../trace/traced.ts";
import { observeAnswer } from "../run/observe-answer.ts";
import { observeSelf } from "../run/observe-call.ts";
import { mentionOf, nameOf } from "../report/describe-step.ts";
import type { Violation } from "../report/violation.ts";
import { fail, type WatchedRun } from "../state/run-state.ts";
import { callsDuring, type ClientCall } from "../clients/client-calls.ts";
import type { Hold } from "../clients/held-calls.ts";
import type { ComponentHooks } from "./instrumented.ts";
import { type CallRules, isInjected, watchCall, type WatchedCall } from "./watch-call.ts";
import type { Strikes } from "./fault-plan.ts";
import { nextSteps } from "../monitor/next-steps.ts";
import type { Reading } from "../monitor/reading.ts";
import { wentBack } from "../monitor/went-back.ts";

export interface RunWatcherOptions extends Omit<CallRules, "isAgain"> {
  /** Just before a call arrives that the diagram draws: prepares what it will find. */
  readonly before: (call: WatchedCall) => Promise<void> | void;
  /** What a call that went well has failed to do; `calls` are those that clients got meanwhile. */
  readonly lacking: (call: WatchedCall, calls: readonly ClientCall[]) => Violation | undefined;
}

/** Holds what happens in a running system against the diagram, each arrow in the run that it is part of. */
export class RunWatcher implements ArrowObserver, ComponentHooks {
  readonly #options: RunWatcherOptions;
  readonly #runs = new Map<string, WatchedRun>();
  #latest: { readonly state: WatchedRun; readonly fault: Strikes | undefined } | undefined;
  /** What was known before something came in, by its arrow: a fault may bring it once more. */
  readonly #entrances = new Map<string, readonly Reading[]>();
  /** What came in and ended with an error, by its arrow: where that is drawn, the consumer tries it again. */
  readonly #failed = new Set<string>();
  /** Sees each drawn call just before it arrives. */
  look: ((call: WatchedCall) => Promise<void>) | undefined;
  /** What servers are asked for a drawn call waits as long as this says. */
  hold: ((call: WatchedCall) => Hold | undefined) | undefined;
  /** Sees each drawn call when it has been answered, with what it asked of servers. */
  done: ((call: WatchedCall, calls: readonly ClientCall[]) => void) | undefined;
  /** Runs that are not looked at. */
  readonly #apart = new Set<string>();
  #tasks = 0;
  #calls = 0;

  constructor(options: RunWatcherOptions) {
    this.#options = options;
  }

  /** Whether a call or a task in the background is under way. */
  get isBusy(): boolean {
    return this.#tasks > 0 || this.#calls > 0;
  }

  /** Whether this arrow has been crossed in the latest run. */
  hasTaken(step: StepId): boolean {
    return this.#latest?.state.monitor.trace.includes(step) ?? false;
  }

  /** What comes in from now on is part of this run, also when it comes once more because of the fault. */
  follow(state: WatchedRun, fault?: Strikes): void {
    this.#latest = { state, fault };
    this.#entrances.clear();
    this.#failed.clear();
  }

  async observe<T>(arrow: Arrow, proceed: () => Promise<T>, args: readonly unknown[]): Promise<T> {
    if (this.#isApart(arrow)) return this.#counted(proceed);
    const state = this.#stateOf(arrow.run);
    const isAgain = state !== undefined && this.#comesAgain(state, arrow);
    const error = this.#latest?.fault?.strike(arrow);
    if (error !== undefined) throw error;
    if (state === undefined) return proceed();
    const made = async (call: WatchedCall): Promise<T> => {
      if (call.steps.length === 0) return proceed();
      await this.#options.before(call);
      await this.look?.(call);
      const failing = this.#latest?.fault?.atServer?.(call.steps);
      const { value, calls } = await callsDuring(proceed, failing ?? this.hold?.(call));
      const wrong = failing?.hasFailed === true ? swallowed(call) : this.#options.lacking(call, calls);
      if (wrong !== undefined) fail(state, wrong);
      this.done?.(call, calls);
      return value;
    };
    return this.#counted(() =>
      watchCall({ state, arrow, args }, { ...this.#options, isAgain }, made).catch((failure: unknown) => {
        if (!state.subject.real.includes(arrow.from)) this.#failed.add(arrow.step ?? "");
        throw failure;
      }),
    );
  }

  onSelfCall(component: string, method: string, args: readonly unknown[]): void {
    const state = this.#stateOf(currentRun());
    if (state === undefined || state.activities.isAbandoned()) return;
    if (this.#hasStruck() && !mayCallItself(state, component, method)) return;
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
      const isKnown = isStruck || state.activities.isAbandoned(activity);
      if (settlement !== undefined && !state.course.over && !isKnown)
        observeAnswer(state, activity, settlement);
      if (settlement?.kind === "threw") throw settlement.error;
    } finally {
      this.#tasks -= 1;
    }
  }

  /** Whether it is another run's affair: what a loop has published, and what follows from that. */
  #isApart({ run, from, step = "" }: Arrow): boolean {
    const { apart, protocol, real = [] } = this.#latest?.state.subject ?? {};
    const isEntrance = apart !== undefined && step !== "" && !real.includes(from);
    if (isEntrance && protocol?.steps[step] === undefined) this.#apart.add(run);
    return this.#apart.has(run);
  }

  /** Makes a call that counts as under way until it is answered. */
  async #counted<T>(make: () => Promise<T>): Promise<T> {
    this.#calls += 1;
    try {
      return await make();
    } finally {
      this.#calls -= 1;
    }
  }

  #hasStruck(): boolean {
    return (this.#latest?.fault?.strikes.length ?? 0) > 0;
  }

  /**
   * Whether this has come in before, and durable work goes on where it was. Other work begins anew when a fault, or an
   * error that is drawn, has brought it once more: the run goes back to where it was before.
   */
  #comesAgain({ activities, monitor, subject }: WatchedRun, { from, to, step = "" }: Arrow): boolean {
    if (subject.real.includes(from)) return false;
    const before = this.#entrances.get(step);
    if (before === undefined) this.#entrances.set(step, monitor.readings);
    const hasFailed = this.#failed.delete(step);
    if (before === undefined || !(hasFailed || this.#hasStruck())) return false;
    if (this.#options.startsAgain(to)) return true;
    monitor.goBack(wentBack(subject.protocol, to, before, monitor.readings));
    // Parts of the first try may still be under way, where it did several things at once.
    activities.abandon(step);
    return false;
  }

  #stateOf(run: string | undefined): WatchedRun | undefined {
    if (run === undefined) return this.#latest?.state;
    if (this.#apart.has(run)) return undefined;
    const known = this.#runs.get(run) ?? this.#latest?.state;
    if (known !== undefined) this.#runs.set(run, known);
    return known;
  }
}

/** The server has failed, and still there is an answer. */
function swallowed({ state, arrow, steps }: WatchedCall): Violation {
  const { protocol } = state.subject;
  const [step] = steps;
  return {
    kind: "swallowed-error",
    step,
    sentence: `the server of ${nameOf(protocol, arrow.to)} failed with a fatal error, but ${mentionOf(protocol, step ?? "")} was answered as if nothing had happened.`,
    expected: [],
    observed: "(answered)",
    ...(step === undefined ? {} : { disturbed: step }),
  };
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
