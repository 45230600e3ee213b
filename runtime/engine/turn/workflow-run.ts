import { AsyncLocalStorage } from "node:async_hooks";
import type { SqlDatabase } from "../../ports/sql-database.ts";
import type { RetryPolicy } from "../../retry/retry-policy.ts";
import {
  JournalMismatchError,
  leftOver,
  matchStep,
  type JournalEntry,
  type Mismatch,
} from "../journal/journal.ts";
import type { ErrorClass } from "../journal/recorded-error.ts";
import type { StepCall } from "../journal/step-call.ts";
import { recordedResult } from "../journal/step-result.ts";
import { systemClock, type Clock } from "../settings/clock.ts";
import type { WorkflowEvent } from "../settings/workflow-event.ts";
import { type Lease, LeaseLostError } from "../store/lease.ts";
import type { WorkflowStore } from "../store/workflow-store.ts";
import { DeliveryOrder } from "./delivery-order.ts";
import { JournalWriter } from "./journal-writer.ts";
import { retryWhileLeased } from "./retry-while-leased.ts";
import { StepErrors } from "./step-errors.ts";
import { StepTaker, type TakenStep } from "./step-taker.ts";
import type { TurnEnd } from "./turn-end.ts";
import { Turn } from "./turn.ts";
import { WorkflowTasks } from "./workflow-tasks.ts";

export interface RunSettings {
  readonly db: SqlDatabase;
  readonly store: WorkflowStore;
  readonly retry: RetryPolicy;
  readonly clock: Clock;
  readonly random: () => number;
  readonly errors: readonly ErrorClass[];
  readonly pauseInPlaceMaxMs: number;
  readonly stepTimeoutMs: number;
  readonly replayPatienceMs: number;
  readonly valueBytesMax: number;
  readonly observe: (event: WorkflowEvent) => void;
  readonly onError: (error: unknown, what: string) => void;
  /** Calls something outside the asynchronous context of the caller, whose transaction may be open. */
  readonly outside: <T>(work: () => T) => T;
}

export interface RunStart {
  readonly diagram: string;
  readonly id: string;
  readonly lease: Lease;
  /** By `performance.now()`: until when the lease is good. */
  readonly leasedUntilMs: number;
  /** How often the workflow's code failed since it last finished a step. */
  readonly attempts: number;
  /** The journal, or `undefined` for a workflow that starts right now, in the caller's transaction. */
  readonly journal: readonly JournalEntry[] | undefined;
}

/** The code that called a step and waits for its result. */
type Caller = Pick<PromiseWithResolvers<unknown>, "resolve" | "reject">;

/** The workflow that the current code belongs to, and whether it is inside one of its steps. */
export interface CurrentRun {
  readonly run: WorkflowRun;
  readonly inStep: boolean;
}

export const currentRun = new AsyncLocalStorage<CurrentRun>();

/** One worker's turn with one workflow. */
export class WorkflowRun {
  readonly diagram: string;
  readonly id: string;
  readonly lease: Lease;
  readonly attempts: number;
  readonly #settings: RunSettings;
  /** Whether the workflow starts right now, in the caller's transaction. */
  readonly #isNew: boolean;
  readonly #entries: ReadonlyMap<number, JournalEntry>;
  readonly #turn: Turn;
  readonly #journal: JournalWriter;
  readonly #order: DeliveryOrder;
  readonly #steps: StepTaker;
  readonly #errors = new StepErrors();
  readonly #tasks: WorkflowTasks;
  readonly #inFlight = new Set<Promise<void>>();
  #calls = 0;
  #hasProgressed = false;

  constructor(start: RunStart, settings: RunSettings) {
    const { diagram, id, lease, leasedUntilMs, attempts, journal = [] } = start;
    const finishedBefore = journal.flatMap(({ outcome, finished }) =>
      outcome === "failing" ? [] : [finished],
    );
    this.diagram = diagram;
    this.id = id;
    this.lease = lease;
    this.attempts = attempts;
    this.#settings = settings;
    this.#isNew = start.journal === undefined;
    this.#entries = new Map(journal.map((entry) => [entry.sequence, entry]));
    this.#turn = new Turn(leasedUntilMs);
    this.#journal = this.#journalWriter(Math.max(-1, ...finishedBefore) + 1);
    this.#order = new DeliveryOrder({
      recorded: finishedBefore,
      severalUnderWay: () => this.#inFlight.size > 1,
      onBlocked: () => void this.#waitForCode(this.#calls),
    });
    this.#steps = this.#stepTaker();
    this.#tasks = new WorkflowTasks((task) =>
      settings.outside(() => currentRun.run({ run: this, inStep: false }, task)),
    );
  }

  /** Answers from the journal, or takes the step. Never settles once this turn is over: the code just stops there. */
  call(step: StepCall): Promise<unknown> {
    const turn = this.#turn;
    if (turn.isOver()) return never();
    if (!turn.isLeased()) return this.#stopHere({ kind: "lost" });
    if (turn.isStopping() && this.#tasks.isStarted()) return this.#stopHere({ kind: "released" });
    const sequence = this.#calls++;
    const match = matchStep(this.#entries.get(sequence), step.identity);
    switch (match.kind) {
      case "mismatch":
        return this.#stopHere(this.#mismatched(match.mismatch));
      case "recorded":
        return this.#replay(match.entry);
      case "new":
        if (this.#tasks.isStarted() || this.#isNew) return this.#take(sequence, step, match.failures);
        return this.#stopHere(this.#mismatched({ kind: "not initially", sequence, called: step.identity }));
    }
  }

  /** Notes a task to be run when the operation has answered. */
  addTask(task: () => Promise<void>): void {
    this.#tasks.add(task);
  }

  /** Runs the operation that the workflow begins with, in the transaction that it is called in. */
  async begin(operation: () => Promise<void>): Promise<void> {
    await this.#runOperation(operation);
    // A failed statement has ended the transaction. Its commit says so, and better than another statement would.
    await this.#journal.includePostponed().catch(() => undefined);
    this.#journal.committed();
  }

  /** Goes on after `begin`, or begins with `operation` and then goes on. */
  async finish(operation?: () => Promise<void>): Promise<TurnEnd> {
    const end = await Promise.race([this.#runToEnd(operation), this.#turn.ended]);
    this.#turn.close();
    // Steps under way are finished and written down before anyone else may take them up.
    await Promise.race([this.#drained(), this.#turn.lost]);
    return this.#turn.isLost() ? { kind: "lost" } : end;
  }

  /** What is to be written down together with the workflow's end. */
  unwritten(): readonly JournalEntry[] {
    return this.#journal.postponed();
  }

  /** Asks the database until it answers. Throws a `LeaseLostError` when the lease is over before. */
  retryWhileLeased<T>(what: string, work: () => Promise<T>): Promise<T> {
    const turn = this.#turn;
    const lease = { isLeased: () => turn.isLeased(), signal: turn.untilLost };
    return retryWhileLeased(what, work, { ...this.#settings, ...lease });
  }

  renewed(leasedUntilMs: number): void {
    this.#turn.renewed(leasedUntilMs);
  }

  isOver(): boolean {
    return this.#turn.isOver();
  }

  /** Ends the turn after the steps under way. */
  stop(): void {
    this.#turn.stop();
  }

  /** The lease is lost or given up: nothing is written any more. */
  abandon(): void {
    this.#turn.end({ kind: "lost" });
  }

  #journalWriter(finishedNext: number): JournalWriter {
    const what = `write down the progress of workflow "${this.id}" of ${this.diagram}`;
    return new JournalWriter({
      ...this.#settings,
      lease: this.lease,
      finishedNext,
      retryWhileLeased: (work) => this.retryWhileLeased(what, work),
    });
  }

  #stepTaker(): StepTaker {
    return new StepTaker({
      ...this.#settings,
      diagram: this.diagram,
      id: this.id,
      turn: this.#turn,
      journal: this.#journal,
      inStep: (work) => currentRun.run({ run: this, inStep: true }, work),
    });
  }

  #replay(entry: JournalEntry): Promise<unknown> {
    const caller = Promise.withResolvers<unknown>();
    this.#give({ entry, result: recordedResult(entry, this.#settings.errors) }, caller);
    return caller.promise;
  }

  #take(sequence: number, step: StepCall, failuresBefore: number): Promise<unknown> {
    const taking = this.#tasks.isStarted()
      ? this.#steps.take(sequence, step, failuresBefore)
      : this.#steps.takeInitially(sequence, step);
    const caller = Promise.withResolvers<unknown>();
    this.#track(this.#giveTaken(taking, caller));
    return caller.promise;
  }

  async #giveTaken(taking: Promise<TakenStep | undefined>, caller: Caller): Promise<void> {
    const taken = await taking;
    if (taken === undefined) return;
    const { diagram, id } = this;
    const { sequence, step, finished } = taken.entry;
    this.#hasProgressed = true;
    this.#order.expect(finished);
    this.#give(taken, caller);
    this.#settings.observe({ diagram, id, kind: "step finished", sequence, step: step.name });
  }

  /** Gives the step's result to the code that called it, in the order of the journal. */
  #give({ entry, result }: TakenStep, { resolve, reject }: Caller): void {
    this.#order.deliver(entry.finished, () => {
      if (this.#turn.isOver()) return;
      if (result.kind === "value") return resolve(result.value);
      this.#errors.add(result.error, { sequence: entry.sequence, calls: this.#calls });
      reject(result.error);
    });
  }

  #track(work: Promise<void>): void {
    const tracked = work
      .catch((error: unknown) => {
        if (!(error instanceof LeaseLostError))
          this.#settings.onError(error, `go on with workflow "${this.id}" of ${this.diagram}`);
        this.#turn.end({ kind: "lost" });
      })
      .finally(() => this.#inFlight.delete(tracked));
    this.#inFlight.add(tracked);
  }

  /** Between steps the code does nothing that takes time: if it does not ask for what comes next by then, it never will. */
  async #waitForCode(callsThen: number): Promise<void> {
    const { replayPatienceMs } = this.#settings;
    const { pauses } = this.#turn;
    const missing = this.#order.missing();
    await systemClock.sleep(replayPatienceMs, pauses);
    if (pauses.aborted || this.#order.missing() !== missing || this.#calls !== callsThen) return;
    const recorded = [...this.#entries.values()].find(({ finished }) => finished === missing);
    if (recorded === undefined) return;
    this.#turn.end(this.#mismatched({ kind: "not called", recorded, waitedMs: replayPatienceMs }));
  }

  async #runToEnd(operation: (() => Promise<void>) | undefined): Promise<TurnEnd> {
    try {
      if (operation !== undefined) await this.#runOperation(operation);
      this.#tasks.start();
      await this.#idle();
      const mismatch = leftOver(this.#entries.values(), this.#calls);
      return mismatch === undefined ? { kind: "completed" } : this.#mismatched(mismatch);
    } catch (error) {
      return this.#failedWith(error);
    }
  }

  #runOperation(operation: () => Promise<void>): Promise<void> {
    return currentRun.run({ run: this, inStep: false }, operation);
  }

  async #idle(): Promise<void> {
    const tasks = this.#tasks.running();
    while (tasks.size + this.#inFlight.size > 0) await Promise.all(tasks.size > 0 ? tasks : this.#inFlight);
  }

  async #drained(): Promise<void> {
    while (this.#inFlight.size > 0) await Promise.all(this.#inFlight);
  }

  #failedWith(error: unknown): TurnEnd {
    const at = this.#errors.stepOf(error);
    if (at !== undefined) return { kind: "step failed", error, at };
    const failures = this.#hasProgressed ? 1 : this.attempts + 1;
    return { kind: "code failed", error, failures, at: this.#errors.latest(this.#calls) };
  }

  #stopHere(end: TurnEnd): Promise<never> {
    this.#turn.end(end);
    return never();
  }

  #mismatched(mismatch: Mismatch): TurnEnd {
    const { diagram, id } = this;
    return { kind: "step failed", error: new JournalMismatchError({ diagram, id }, mismatch) };
  }
}

function never(): Promise<never> {
  return new Promise(() => undefined);
}
