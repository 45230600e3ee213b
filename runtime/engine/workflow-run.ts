import { FatalError } from "../errors.ts";
import type { SqlDatabase } from "../ports/sql-database.ts";
import type { Clock } from "./clock.ts";
import { currentRun } from "./current-run.ts";
import { deliveryOrder } from "./delivery-order.ts";
import { decodeValue, encodeValue } from "./journal-value.ts";
import { leftOver, matchStep, notInitially, type JournalEntry } from "./journal.ts";
import { errorRecord, reviveError, type ErrorClass, type ErrorRecord } from "./recorded-error.ts";
import { judgeFailure, pauseMs, type RetryPolicy } from "./retry-policy.ts";
import type { StepIdentity } from "./step-identity.ts";
import type { WorkflowEvent } from "./workflow-event.ts";
import type { TurnEnd } from "./workflow-state.ts";
import type { Hold, WorkflowStore } from "./workflow-store.ts";

/** A call that the workflow's code makes to one of its collaborators. */
export interface StepCall {
  readonly identity: StepIdentity;
  /** Its effect is in the engine's own database, so that both can be committed together. */
  readonly transactional: boolean;
  readonly work: () => unknown;
}

export interface RunSettings {
  readonly db: SqlDatabase;
  readonly store: WorkflowStore;
  readonly retry: RetryPolicy;
  readonly clock: Clock;
  readonly random: () => number;
  readonly errors: readonly ErrorClass[];
  /** A longer pause frees the worker. */
  readonly pauseInPlaceMaxMs: number;
  readonly observe: (event: WorkflowEvent) => void;
  readonly onError: (error: unknown, what: string) => void;
  /** Calls something outside the asynchronous context of the caller, whose transaction may be open. */
  readonly outside: <T>(work: () => T) => T;
}

export interface RunStart {
  readonly diagram: string;
  readonly id: string;
  readonly hold: Hold;
  /** By `performance.now()`: until when the lease is good. */
  readonly heldUntilMs: number;
  /** How often the workflow was taken up since it last finished a step. */
  readonly attempts: number;
  /** The journal, or `undefined` for a workflow that starts right now, in the caller's transaction. */
  readonly journal: readonly JournalEntry[] | undefined;
}

/** One worker's turn with one workflow. */
export interface WorkflowRun {
  readonly diagram: string;
  readonly id: string;
  readonly hold: Hold;
  /** Answers from the journal, or takes the step. Never settles once this turn is over: the code just stops there. */
  call(step: StepCall): Promise<unknown>;
  /** Notes a task to be run when the operation has answered. */
  addTask(task: () => Promise<void>): void;
  readonly hasTasks: boolean;
  /** Runs the operation that the workflow begins with. */
  begin(operation: () => Promise<void>): Promise<void>;
  /** Goes on after `begin`, or begins with `operation` and then goes on. */
  finish(operation?: () => Promise<void>): Promise<TurnEnd>;
  renewed(heldUntilMs: number): void;
  isHeld(): boolean;
  isOver(): boolean;
  /** Ends the turn after the steps under way. */
  stop(): void;
  /** The lease is lost or given up: nothing is written any more. */
  abandon(): void;
}

class HoldLost extends Error {
  override readonly name = "HoldLost";
}

interface Finished {
  readonly kind: "finished";
  readonly entry: JournalEntry;
  readonly hand: Handover;
}

type Tried = Finished | { readonly kind: "failed"; readonly error: unknown };

/** What a step hands to the code that called it. */
type Handover =
  { readonly kind: "value"; readonly value: unknown } | { readonly kind: "error"; readonly error: unknown };

export function workflowRun(start: RunStart, settings: RunSettings): WorkflowRun {
  const { diagram, id, hold, attempts, journal } = start;
  const { db, store, retry, clock, random, observe, outside } = settings;
  const entries = new Map(journal?.map((entry) => [entry.sequence, entry]));
  const finishedBefore = [...entries.values()].flatMap((entry) =>
    entry.outcome === "failing" ? [] : [entry.finished],
  );
  const inFlight = new Set<Promise<void>>();
  const order = deliveryOrder(finishedBefore, () => inFlight.size > 1);
  const pauses = new AbortController();
  const interruption = deferred<TurnEnd>();
  const loss = deferred<void>();
  const tasksUnderWay = new Set<Promise<void>>();
  const tasks: (() => Promise<void>)[] = [];
  const errorsHanded = new Set<unknown>();
  let heldUntilMs = start.heldUntilMs;
  let phase: "initial" | "background" = "initial";
  let calls = 0;
  let finishedNext = Math.max(-1, ...finishedBefore) + 1;
  let progress = false;
  let stopping = false;
  let over = false;
  let lost = false;
  let recording: Promise<unknown> = Promise.resolve();

  const inStep = <T>(work: () => T): T => currentRun.run({ run, inStep: true }, work);
  const isHeld = (): boolean => !lost && performance.now() < heldUntilMs;

  const interrupt = (end: TurnEnd): void => {
    if (end.kind === "lost") {
      lost = true;
      loss.resolve();
    }
    interruption.resolve(end);
  };

  // Results get their numbers one after the other, so that the journal's order is the one in which they were handed over.
  const oneByOne = <T>(work: () => Promise<T>): Promise<T> => {
    const result = recording.then(work);
    recording = result.catch(() => undefined);
    return result;
  };

  /** Until the database answers or the lease is over: what happened outside must not be forgotten, nor done again. */
  const persistently = async <T>(work: () => Promise<T>): Promise<T> => {
    for (let failures = 1; ; failures += 1) {
      if (!isHeld()) throw new HoldLost();
      try {
        return await work();
      } catch (error) {
        settings.onError(error, `write down the progress of workflow "${id}" of ${diagram}`);
        await clock.sleep(pauseMs(retry, failures, random()), new AbortController().signal);
      }
    }
  };

  const entryOf = (
    sequence: number,
    { identity }: StepCall,
    outcome: JournalEntry["outcome"],
    content: string,
    failures = 0,
  ): JournalEntry => {
    const finished = outcome === "failing" ? -1 : finishedNext++;
    return { sequence, step: identity, outcome, finished, failures, content };
  };

  const handoverOf = (entry: JournalEntry): Handover =>
    entry.outcome === "returned"
      ? { kind: "value", value: decodeValue(entry.content) }
      : { kind: "error", error: reviveError(JSON.parse(entry.content) as ErrorRecord, settings.errors) };

  const returned = (sequence: number, step: StepCall, value: unknown): JournalEntry =>
    entryOf(sequence, step, "returned", encodeValue(value, `the result of ${step.identity.name}`));

  const threw = (sequence: number, step: StepCall, error: unknown, failures: number): JournalEntry =>
    entryOf(sequence, step, "threw", JSON.stringify(errorRecord(error)), failures);

  const finished = (entry: JournalEntry, hand: Handover): Finished => {
    order.expect(entry.finished);
    return { kind: "finished", entry, hand };
  };

  /** In the transaction that begins the workflow: all of it is committed, or nothing. */
  const takeInitially = async (sequence: number, step: StepCall): Promise<Finished> => {
    try {
      const value = await inStep(async () => step.work());
      const entry = returned(sequence, step, value);
      if (!(await store.record(hold, entry, "once"))) throw new HoldLost();
      return finished(entry, { kind: "value", value });
    } catch (error) {
      const entry = threw(sequence, step, error, 1);
      // An error of the database itself has already ended the transaction: there is nothing to write it to.
      await store.record(hold, entry, "once").catch(() => undefined);
      return finished(entry, { kind: "error", error });
    }
  };

  const tryInTransaction = async (sequence: number, step: StepCall): Promise<Tried> => {
    if (!isHeld()) throw new HoldLost();
    try {
      const { entry, value } = await db.transaction(async () => {
        const value = await inStep(async () => step.work());
        const entry = returned(sequence, step, value);
        if (!(await store.record(hold, entry, "once"))) throw new HoldLost();
        return { entry, value };
      });
      return finished(entry, { kind: "value", value });
    } catch (error) {
      // The commit may have succeeded although its answer was lost with the connection.
      const entry = await persistently(() => store.recorded(hold, sequence));
      if (entry !== undefined) return finished(entry, handoverOf(entry));
      if (error instanceof HoldLost) throw error;
      return { kind: "failed", error };
    }
  };

  const tryOutside = async (sequence: number, step: StepCall): Promise<Tried> => {
    let value: unknown;
    try {
      value = await inStep(async () => step.work());
    } catch (error) {
      return { kind: "failed", error };
    }
    return oneByOne(() => written(sequence, step, value));
  };

  const written = async (sequence: number, step: StepCall, value: unknown): Promise<Tried> => {
    try {
      const entry = returned(sequence, step, value);
      await write(entry);
      return finished(entry, { kind: "value", value });
    } catch (error) {
      if (error instanceof FatalError) return { kind: "failed", error };
      throw error;
    }
  };

  const write = async (entry: JournalEntry): Promise<void> => {
    if (!(await persistently(() => store.record(hold, entry, "again")))) throw new HoldLost();
  };

  /** Resolves to `undefined` when the turn ended before the step did. */
  const take = async (
    sequence: number,
    step: StepCall,
    failuresBefore: number,
  ): Promise<Finished | undefined> => {
    for (let failures = failuresBefore + 1; ; failures += 1) {
      const tried = await (step.transactional
        ? oneByOne(() => tryInTransaction(sequence, step))
        : tryOutside(sequence, step));
      if (tried.kind === "finished") return tried;

      const { error } = tried;
      const verdict = judgeFailure(retry, error, failures, random());
      const seen = {
        diagram,
        id,
        kind: "step failed",
        sequence,
        step: step.identity.name,
        failures,
        error,
      } as const;
      if (verdict.kind === "final") {
        observe(seen);
        return oneByOne(async () => {
          const entry = threw(sequence, step, error, failures);
          await write(entry);
          return finished(entry, { kind: "error", error });
        });
      }
      observe({ ...seen, afterMs: verdict.afterMs });
      await write(entryOf(sequence, step, "failing", JSON.stringify(errorRecord(error)), failures));
      if (verdict.afterMs > settings.pauseInPlaceMaxMs)
        interrupt({ kind: "paused", afterMs: verdict.afterMs });
      else await clock.sleep(verdict.afterMs, pauses.signal);
      if (stopping) interrupt({ kind: "released" });
      if (over || stopping || verdict.afterMs > settings.pauseInPlaceMaxMs) return undefined;
      if (!isHeld()) throw new HoldLost();
    }
  };

  const handTo = (
    { entry, hand }: Finished,
    resolve: (value: unknown) => void,
    reject: (error: unknown) => void,
  ): void => {
    order.deliver(entry.finished, () => {
      if (over) return;
      if (hand.kind === "value") return resolve(hand.value);
      errorsHanded.add(hand.error);
      reject(hand.error);
    });
  };

  const track = (work: Promise<void>): void => {
    const tracked = work
      .catch((error: unknown) => {
        if (!(error instanceof HoldLost))
          settings.onError(error, `go on with workflow "${id}" of ${diagram}`);
        interrupt({ kind: "lost" });
      })
      .finally(() => inFlight.delete(tracked));
    inFlight.add(tracked);
  };

  const call = (step: StepCall): Promise<unknown> => {
    if (over) return never();
    if (!isHeld()) return stopHere({ kind: "lost" });
    if (stopping && phase === "background") return stopHere({ kind: "released" });
    const sequence = calls++;
    const match = matchStep(entries.get(sequence), sequence, step.identity);
    if (match.kind === "mismatch") return stopHere({ kind: "step failed", error: match.error });
    if (match.kind === "new" && phase === "initial" && journal !== undefined)
      return stopHere({ kind: "step failed", error: notInitially(sequence, step.identity) });
    return new Promise((resolve, reject) => {
      if (match.kind === "recorded")
        return handTo(
          { kind: "finished", entry: match.entry, hand: handoverOf(match.entry) },
          resolve,
          reject,
        );
      const taking =
        phase === "initial" && journal === undefined
          ? oneByOne(() => takeInitially(sequence, step))
          : take(sequence, step, match.failures);
      track(
        taking.then((tried) => {
          if (tried !== undefined) {
            progress = true;
            handTo(tried, resolve, reject);
            observe({ diagram, id, kind: "step finished", sequence, step: step.identity.name });
          }
          return undefined;
        }),
      );
    });
  };

  const drained = async (): Promise<void> => {
    while (inFlight.size > 0) await Promise.all(inFlight);
  };

  const stopHere = (end: TurnEnd): Promise<never> => {
    interrupt(end);
    return never();
  };

  const launch = (task: () => Promise<void>): void => {
    const running = Promise.resolve()
      .then(() => outside(() => currentRun.run({ run, inStep: false }, task)))
      .then(() => void tasksUnderWay.delete(running));
    // Whoever waits for the tasks sees the rejection; it must not count as unhandled before that.
    running.catch(() => undefined);
    tasksUnderWay.add(running);
  };

  const body = async (operation: (() => Promise<void>) | undefined): Promise<TurnEnd> => {
    try {
      if (operation !== undefined) await run.begin(operation);
      phase = "background";
      tasks.splice(0).forEach(launch);
      while (tasksUnderWay.size + inFlight.size > 0)
        await Promise.all(tasksUnderWay.size > 0 ? tasksUnderWay : inFlight);
      const error = leftOver(entries.values(), calls);
      return error === undefined ? { kind: "completed" } : { kind: "step failed", error };
    } catch (error) {
      if (handedOver(error, errorsHanded)) return { kind: "step failed", error };
      return { kind: "code failed", error, failures: progress ? 1 : attempts + 1 };
    }
  };

  const run: WorkflowRun = {
    diagram,
    id,
    hold,
    call,
    addTask: (task) => (phase === "initial" ? void tasks.push(task) : launch(task)),
    get hasTasks() {
      return tasks.length > 0;
    },
    begin: (operation) => currentRun.run({ run, inStep: false }, operation),
    async finish(operation) {
      const end = await Promise.race([body(operation), interruption.promise]);
      over = true;
      pauses.abort();
      // Steps under way are finished and written down before anyone else may take them up.
      await Promise.race([drained(), loss.promise]);
      return lost ? { kind: "lost" } : end;
    },
    renewed: (untilMs) => void (heldUntilMs = untilMs),
    isHeld,
    isOver: () => over,
    stop() {
      stopping = true;
      pauses.abort();
    },
    abandon: () => interrupt({ kind: "lost" }),
  };
  return run;
}

/** Whether a step's error is this one, or what caused it. */
function handedOver(error: unknown, handed: ReadonlySet<unknown>): boolean {
  for (let at = error; at !== undefined; at = at instanceof Error ? at.cause : undefined)
    if (handed.has(at)) return true;
  return false;
}

function deferred<T>(): { readonly promise: Promise<T>; readonly resolve: (value: T) => void } {
  let resolve: (value: T) => void = () => undefined;
  const promise = new Promise<T>((settle) => (resolve = settle));
  return { promise, resolve };
}

function never(): Promise<never> {
  return new Promise(() => undefined);
}
