import { AsyncLocalStorage } from "node:async_hooks";
import type { StepId } from "../../model/steps.ts";
import type { Activity } from "./activities.ts";
import type { Suspicion } from "./course.ts";

/** A transaction that a component has begun. */
export interface OpenTransaction {
  readonly database: string;
  /** What was being worked on when it began. */
  readonly activity: Activity | undefined;
  /** The arrow inside at which the kit let something fail. */
  fault: StepId | undefined;
  ended: boolean;
}

// What is done inside of a transaction carries it along, whoever does it.
const current = new AsyncLocalStorage<OpenTransaction>();

/** The transactions of one run. */
export class Transactions {
  /** By drawn transaction: the last one that its steps were taken in, and which. */
  readonly #taken = new Map<number, { readonly open: OpenTransaction; readonly steps: Set<StepId> }>();

  #outside: Suspicion | undefined;

  /** Whether this code runs in a transaction. */
  get isOpen(): boolean {
    const open = current.getStore();
    return open !== undefined && !open.ended;
  }

  /** What came first of all that was not done in the transaction in which it is drawn. */
  get outside(): Suspicion | undefined {
    return this.#outside;
  }

  noteOutside(outside: Suspicion): void {
    this.#outside ??= outside;
  }

  /** The one that this code runs in, if that is one on this database. */
  at(database: string): OpenTransaction | undefined {
    const open = current.getStore();
    return open === undefined || open.ended || open.database !== database ? undefined : open;
  }

  /** Notes that something has failed on purpose in whatever transaction this code runs in. */
  noteFault(step: StepId): void {
    const open = current.getStore();
    if (open !== undefined && !open.ended) open.fault ??= step;
  }

  /** Does the work in a transaction of its own, or in the one that is there already. */
  async run(
    database: string,
    activity: Activity | undefined,
    work: () => unknown,
  ): Promise<{ readonly result: unknown; readonly open: OpenTransaction }> {
    const outer = this.at(database);
    if (outer !== undefined) return { result: await work(), open: outer };
    const open: OpenTransaction = { database, activity, fault: undefined, ended: false };
    try {
      return { result: await current.run(open, async () => work()), open };
    } finally {
      open.ended = true;
    }
  }

  /** Takes a step of a drawn transaction; false when the steps before it were taken in another one. */
  take(drawn: number, step: StepId, open: OpenTransaction): boolean {
    const taken = this.#taken.get(drawn);
    const isAnother = taken !== undefined && taken.open !== open && taken.open.activity === open.activity;
    // The same step again: another round of a loop, with a transaction of its own.
    if (isAnother && !taken.steps.has(step)) return false;
    if (taken?.open === open) taken.steps.add(step);
    else this.#taken.set(drawn, { open, steps: new Set([step]) });
    return true;
  }
}
