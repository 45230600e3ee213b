import { AsyncLocalStorage } from "node:async_hooks";
import type { StepId } from "../../model/steps.ts";
import type { Settlement } from "../monitor/settlement.ts";

/** An operation of a real component, or a task that one started in the background. */
export interface Activity {
  readonly kind: "operation" | "task";
  readonly component: string;
  readonly name: string;
  /** The calls that this operation may be answering. */
  readonly steps: readonly StepId[];
  /** Who called: an operation or task of a real component, if it was one. */
  readonly parent: Activity | undefined;
  /** What it came to; undefined while it is under way. */
  readonly settlement: Settlement | undefined;
  /** How long that took, in ms, by the clock that components see. */
  readonly tookMs: number | undefined;
}

export interface BackgroundTask {
  readonly component: string;
  readonly name: string;
  readonly work: () => Promise<void>;
  readonly parent: Activity | undefined;
}

type Begun = Omit<Activity, "settlement" | "tookMs" | "parent">;

type Open = { -readonly [Key in keyof Activity]: Activity[Key] };

// One for all runs: what a component does is done in its activity, whichever run that belongs to.
const current = new AsyncLocalStorage<Activity>();

/** What the real components are doing, and what they mean to do in the background. */
export class Activities {
  readonly #all = new Set<Activity>();
  readonly #abandoned = new Set<Activity>();
  readonly #tasks: BackgroundTask[] = [];

  get all(): readonly Activity[] {
    return [...this.#all];
  }

  get unsettled(): readonly Activity[] {
    return this.all.filter(({ settlement }) => settlement === undefined);
  }

  /** The one that this code runs in, if it is of this run. */
  get current(): Activity | undefined {
    const activity = current.getStore();
    return activity !== undefined && this.#all.has(activity) ? activity : undefined;
  }

  /** What has begun so far counts no more: somebody begins all of that anew. */
  abandon(step: StepId): void {
    for (const activity of this.#all)
      if (activity.parent === undefined && activity.steps.includes(step)) this.#abandoned.add(activity);
  }

  /** Whether an activity, or the code that runs now, is part of work that has been begun anew since. */
  isAbandoned(activity: Activity | undefined = this.current): boolean {
    const { parent } = activity ?? {};
    return (
      activity !== undefined &&
      (this.#abandoned.has(activity) || (parent !== undefined && this.isAbandoned(parent)))
    );
  }

  get hasTasks(): boolean {
    return this.#tasks.length > 0;
  }

  /** Does the work as an operation of whoever calls now. */
  async operate(begun: Begun, work: () => unknown): Promise<Activity> {
    return this.#do({ ...begun, parent: this.current }, work);
  }

  postpone(task: Omit<BackgroundTask, "parent">): void {
    this.#tasks.push({ ...task, parent: this.current });
  }

  /** The next task whose turn it is: it starts when the operation is answered that asked for it. */
  nextTask(): BackgroundTask | undefined {
    const index = this.#tasks.findIndex(
      ({ parent }) => parent === undefined || parent.settlement !== undefined,
    );
    return index === -1 ? undefined : this.#tasks.splice(index, 1)[0];
  }

  async perform({ component, name, work }: BackgroundTask): Promise<Activity> {
    return current.exit(() =>
      this.#do({ kind: "task", component, name, steps: [], parent: undefined }, work),
    );
  }

  async #do(begun: Omit<Activity, "settlement" | "tookMs">, work: () => unknown): Promise<Activity> {
    const activity: Open = { ...begun, settlement: undefined, tookMs: undefined };
    const begunAt = Date.now();
    this.#all.add(activity);
    activity.settlement = await settlementOf(() => current.run(activity, work));
    activity.tookMs = Date.now() - begunAt;
    return activity;
  }
}

async function settlementOf(work: () => unknown): Promise<Settlement> {
  try {
    return { kind: "returned", value: await work() };
  } catch (error) {
    return { kind: "threw", error };
  }
}
