import type { Arrow } from "../../trace/arrow-event.ts";
import type { ArrowObserver } from "../../trace/arrow-observer.ts";
import { currentRun } from "../../trace/traced.ts";
import { observeAnswer } from "../run/observe-answer.ts";
import { observeSelf } from "../run/observe-call.ts";
import type { WatchedRun } from "../state/run-state.ts";
import type { ComponentHooks } from "./instrumented.ts";
import { watchCall, type WatchedCall } from "./watch-call.ts";

export interface RunWatcherOptions {
  /** Whether a call that the diagram does not draw goes to a collaborator that `system.ts` adds. */
  readonly isFurther: (arrow: Arrow) => boolean;
  /** Just before a call arrives that the diagram draws: throws, to let it fail, or prepares what it will find. */
  readonly before: (call: WatchedCall) => Promise<void> | void;
}

/** Holds what happens in a running system against the diagram, each arrow in the run that it is part of. */
export class RunWatcher implements ArrowObserver, ComponentHooks {
  readonly #options: RunWatcherOptions;
  readonly #runs = new Map<string, WatchedRun>();
  #latest: WatchedRun | undefined;
  #tasks = 0;
  #calls = 0;

  constructor(options: RunWatcherOptions) {
    this.#options = options;
  }

  /** Whether a call or a task in the background is under way. */
  get isBusy(): boolean {
    return this.#tasks > 0 || this.#calls > 0;
  }

  /** What comes in from now on is part of this run. */
  follow(state: WatchedRun): void {
    this.#latest = state;
  }

  async observe<T>(arrow: Arrow, proceed: () => Promise<T>, args: readonly unknown[]): Promise<T> {
    const state = this.#stateOf(arrow.run);
    if (state === undefined) return proceed();
    this.#calls += 1;
    try {
      return await watchCall({ state, arrow, args }, this.#options.isFurther, async (call) => {
        if (call.steps.length > 0) await this.#options.before(call);
        return proceed();
      });
    } finally {
      this.#calls -= 1;
    }
  }

  onSelfCall(component: string, method: string, args: readonly unknown[]): void {
    const state = this.#stateOf(currentRun());
    if (state !== undefined) observeSelf(state, component, method, args);
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
      if (settlement !== undefined && !state.course.over) observeAnswer(state, activity, settlement);
      if (settlement?.kind === "threw") throw settlement.error;
    } finally {
      this.#tasks -= 1;
    }
  }

  #stateOf(run: string | undefined): WatchedRun | undefined {
    if (run === undefined) return this.#latest;
    const known = this.#runs.get(run) ?? this.#latest;
    if (known !== undefined) this.#runs.set(run, known);
    return known;
  }
}
