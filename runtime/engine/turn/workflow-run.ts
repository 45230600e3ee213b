import type { SqlDatabase } from "../../ports/sql-database.ts";
import { systemClock, type Clock } from "../settings/clock.ts";
import { currentRun } from "./current-run.ts";
import { deliveryOrder } from "./delivery-order.ts";
import { handoverOf } from "../journal/handover-of.ts";
import { errorsHanded } from "./errors-handed.ts";
import { HoldLost } from "../store/hold-lost.ts";
import { insist } from "./insist.ts";
import {
  JournalMismatchError,
  leftOver,
  matchStep,
  type JournalEntry,
  type Mismatch,
} from "../journal/journal.ts";
import { journalWriter } from "./journal-writer.ts";
import type { ErrorClass } from "../journal/recorded-error.ts";
import type { RetryPolicy } from "../../retry/retry-policy.ts";
import type { StepCall } from "../journal/step-call.ts";
import { stepTaker, type TakenStep } from "./step-taker.ts";
import { startTurn } from "./turn.ts";
import type { WorkflowEvent } from "../settings/workflow-event.ts";
import type { TurnEnd } from "./turn-end.ts";
import type { Hold, WorkflowStore } from "../store/workflow-store.ts";

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
  readonly hold: Hold;
  /** By `performance.now()`: until when the lease is good. */
  readonly heldUntilMs: number;
  /** How often the workflow's code failed since it last finished a step. */
  readonly attempts: number;
  /** The journal, or `undefined` for a workflow that starts right now, in the caller's transaction. */
  readonly journal: readonly JournalEntry[] | undefined;
}

/** One worker's turn with one workflow. */
export interface WorkflowRun {
  readonly diagram: string;
  readonly id: string;
  readonly hold: Hold;
  readonly attempts: number;
  /** Answers from the journal, or takes the step. Never settles once this turn is over: the code just stops there. */
  call(step: StepCall): Promise<unknown>;
  /** Notes a task to be run when the operation has answered. */
  addTask(task: () => Promise<void>): void;
  /** Runs the operation that the workflow begins with, in the transaction that it is called in. */
  begin(operation: () => Promise<void>): Promise<void>;
  /** Goes on after `begin`, or begins with `operation` and then goes on. */
  finish(operation?: () => Promise<void>): Promise<TurnEnd>;
  /** What is to be written down together with the workflow's end. */
  unwritten(): readonly JournalEntry[];
  /** Asks the database until it answers; throws `HoldLost` when the lease is over before. */
  insist<T>(what: string, work: () => Promise<T>): Promise<T>;
  renewed(heldUntilMs: number): void;
  isOver(): boolean;
  /** Ends the turn after the steps under way. */
  stop(): void;
  /** The lease is lost or given up: nothing is written any more. */
  abandon(): void;
}

export function workflowRun(start: RunStart, settings: RunSettings): WorkflowRun {
  const { diagram, id, hold, attempts } = start;
  const { observe, outside } = settings;
  const entries = new Map(start.journal?.map((entry) => [entry.sequence, entry]));
  const finishedBefore = [...entries.values()].flatMap(({ outcome, finished }) =>
    outcome === "failing" ? [] : [finished],
  );
  const inFlight = new Set<Promise<void>>();
  const tasks: (() => Promise<void>)[] = [];
  const tasksUnderWay = new Set<Promise<void>>();
  const turn = startTurn(start.heldUntilMs);
  const handed = errorsHanded();
  let phase: "initial" | "background" = "initial";
  let calls = 0;
  let progress = false;

  const insisting = <T>(what: string, work: () => Promise<T>): Promise<T> =>
    insist(what, work, { ...settings, isHeld: () => turn.isHeld(), signal: turn.untilLost });
  const journal = journalWriter({
    ...settings,
    hold,
    finishedNext: Math.max(-1, ...finishedBefore) + 1,
    insist: (work) => insisting(`write down the progress of workflow "${id}" of ${diagram}`, work),
  });
  const order = deliveryOrder({
    recorded: finishedBefore,
    severalUnderWay: () => inFlight.size > 1,
    onBlocked: () => void waitForCode(calls),
  });
  const steps = stepTaker({
    ...settings,
    diagram,
    id,
    turn,
    journal,
    inStep: (work) => currentRun.run({ run, inStep: true }, work),
  });

  const never = (): Promise<never> => new Promise(() => undefined);
  const stopHere = (end: TurnEnd): Promise<never> => {
    turn.end(end);
    return never();
  };
  const mismatched = (mismatch: Mismatch): TurnEnd => ({
    kind: "step failed",
    error: new JournalMismatchError({ diagram, id }, mismatch),
  });

  /** Between steps the code does nothing that takes time: when it does not ask for what comes next, it never will. */
  const waitForCode = async (callsThen: number): Promise<void> => {
    const missing = order.missing();
    await systemClock.sleep(settings.replayPatienceMs, turn.pauses);
    if (turn.pauses.aborted || order.missing() !== missing || calls !== callsThen) return;
    const recorded = [...entries.values()].find(({ finished }) => finished === missing);
    if (recorded === undefined) return;
    turn.end(mismatched({ kind: "not called", recorded, waitedMs: settings.replayPatienceMs }));
  };

  const handTo = (
    { entry, hand }: TakenStep,
    resolve: (value: unknown) => void,
    reject: (error: unknown) => void,
  ): void =>
    order.deliver(entry.finished, () => {
      if (turn.isOver()) return;
      if (hand.kind === "value") return resolve(hand.value);
      handed.note(hand.error, { sequence: entry.sequence, calls });
      reject(hand.error);
    });

  const track = (work: Promise<void>): void => {
    const tracked = work
      .catch((error: unknown) => {
        if (!(error instanceof HoldLost))
          settings.onError(error, `go on with workflow "${id}" of ${diagram}`);
        turn.end({ kind: "lost" });
      })
      .finally(() => inFlight.delete(tracked));
    inFlight.add(tracked);
  };

  const call = (step: StepCall): Promise<unknown> => {
    if (turn.isOver()) return never();
    if (!turn.isHeld()) return stopHere({ kind: "lost" });
    if (turn.isStopping() && phase === "background") return stopHere({ kind: "released" });
    const sequence = calls++;
    const match = matchStep(entries.get(sequence), step.identity);
    if (match.kind === "mismatch") return stopHere(mismatched(match.mismatch));
    if (match.kind === "new" && phase === "initial" && start.journal !== undefined)
      return stopHere(mismatched({ kind: "not initially", sequence, called: step.identity }));
    return new Promise((resolve, reject) => {
      if (match.kind === "recorded") {
        const hand = handoverOf(match.entry, settings.errors);
        return handTo({ entry: match.entry, hand }, resolve, reject);
      }
      const taking =
        phase === "initial"
          ? steps.takeInitially(sequence, step)
          : steps.take(sequence, step, match.failures);
      track(
        (async () => {
          const taken = await taking;
          if (taken === undefined) return;
          progress = true;
          order.expect(taken.entry.finished);
          handTo(taken, resolve, reject);
          observe({ diagram, id, kind: "step finished", sequence, step: step.identity.name });
        })(),
      );
    });
  };

  const launch = (task: () => Promise<void>): void => {
    const running = Promise.resolve()
      .then(() => outside(() => currentRun.run({ run, inStep: false }, task)))
      .then(() => void tasksUnderWay.delete(running));
    // Whoever waits for the tasks sees the rejection; it must not count as unhandled before that.
    running.catch(() => undefined);
    tasksUnderWay.add(running);
  };

  const runOperation = (operation: () => Promise<void>): Promise<void> =>
    currentRun.run({ run, inStep: false }, operation);

  const body = async (operation: (() => Promise<void>) | undefined): Promise<TurnEnd> => {
    try {
      if (operation !== undefined) await runOperation(operation);
      phase = "background";
      tasks.splice(0).forEach(launch);
      while (tasksUnderWay.size + inFlight.size > 0)
        await Promise.all(tasksUnderWay.size > 0 ? tasksUnderWay : inFlight);
      const mismatch = leftOver(entries.values(), calls);
      return mismatch === undefined ? { kind: "completed" } : mismatched(mismatch);
    } catch (error) {
      const at = handed.stepOf(error);
      if (at !== undefined) return { kind: "step failed", error, at };
      return { kind: "code failed", error, failures: progress ? 1 : attempts + 1, at: handed.latest(calls) };
    }
  };

  const drained = async (): Promise<void> => {
    while (inFlight.size > 0) await Promise.all(inFlight);
  };

  const run: WorkflowRun = {
    diagram,
    id,
    hold,
    attempts,
    call,
    addTask: (task) => (phase === "initial" ? void tasks.push(task) : launch(task)),
    async begin(operation) {
      await runOperation(operation);
      // A failed statement has ended the transaction. Its commit says so, and better than another statement would.
      await journal.includeKept().catch(() => undefined);
      journal.committed();
    },
    async finish(operation) {
      const end = await Promise.race([body(operation), turn.ended]);
      turn.close();
      // Steps under way are finished and written down before anyone else may take them up.
      await Promise.race([drained(), turn.lost]);
      return turn.isLost() ? { kind: "lost" } : end;
    },
    unwritten: () => journal.kept(),
    insist: insisting,
    renewed: (heldUntilMs) => turn.renewed(heldUntilMs),
    isOver: () => turn.isOver(),
    stop: () => turn.stop(),
    abandon: () => turn.end({ kind: "lost" }),
  };
  return run;
}
