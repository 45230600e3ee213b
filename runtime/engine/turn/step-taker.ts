import { RetryableError } from "../../errors/errors.ts";
import type { SqlDatabase } from "../../ports/sql-database.ts";
import type { Clock } from "../settings/clock.ts";
import { HoldLost } from "../store/hold-lost.ts";
import { handoverOf } from "../journal/handover-of.ts";
import type { JournalWriter } from "./journal-writer.ts";
import type { JournalEntry } from "../journal/journal.ts";
import type { ErrorClass } from "../journal/recorded-error.ts";
import { judgeFailure, type RetryPolicy } from "../../retry/retry-policy.ts";
import type { Handover, StepCall } from "../journal/step-call.ts";
import { withDeadline } from "../../time/within.ts";
import type { Turn } from "./turn.ts";
import type { WorkflowEvent } from "../settings/workflow-event.ts";

export interface StepTakerOptions {
  readonly diagram: string;
  readonly id: string;
  readonly db: SqlDatabase;
  readonly turn: Turn;
  readonly journal: JournalWriter;
  readonly retry: RetryPolicy;
  readonly clock: Clock;
  readonly random: () => number;
  readonly errors: readonly ErrorClass[];
  readonly stepTimeoutMs: number;
  /** A longer pause frees the worker. */
  readonly pauseInPlaceMaxMs: number;
  readonly observe: (event: WorkflowEvent) => void;
  /** Marks what is called by `work` as part of a step. */
  readonly inStep: <T>(work: () => T) => T;
}

/** A step that is over: what the journal says of it, and what its caller gets. */
export interface TakenStep {
  readonly entry: JournalEntry;
  readonly hand: Handover;
}

/** Takes steps that are not in the journal yet, and sees to it that they get there. */
export interface StepTaker {
  /** In the transaction that begins the workflow: all of it is committed, or nothing. There are no retries. */
  takeInitially(sequence: number, step: StepCall): Promise<TakenStep>;
  /** With retries. Resolves to `undefined` when the turn ended before the step did. */
  take(sequence: number, step: StepCall, failuresBefore: number): Promise<TakenStep | undefined>;
}

type Tried = { readonly taken: TakenStep } | { readonly againAfterMs: number };

export function stepTaker(options: StepTakerOptions): StepTaker {
  const { diagram, id, db, turn, journal, retry, clock, random, errors, observe } = options;

  const effectOf = async (step: StepCall): Promise<unknown> =>
    withTimeout(options.stepTimeoutMs, step, async () => options.inStep(step.work));

  const tryInTransaction = async (sequence: number, step: StepCall, failures: number): Promise<Tried> => {
    if (!turn.isHeld()) throw new HoldLost();
    try {
      const taken = await db.transaction(async () => {
        const value = await effectOf(step);
        const entry = journal.returned(sequence, step, value);
        await journal.include(entry);
        return takenWith(entry, value);
      });
      journal.committed();
      return { taken };
    } catch (error) {
      if (error instanceof HoldLost) throw error;
      // The commit may have succeeded although its answer was lost: writing down the failure settles which it is.
      return writeFailure(sequence, step, error, failures);
    }
  };

  const tryAlongside = async (sequence: number, step: StepCall, failures: number): Promise<Tried> => {
    let value: unknown;
    try {
      value = await effectOf(step);
    } catch (error) {
      return journal.alone(() => writeFailure(sequence, step, error, failures));
    }
    return journal.alone(() => writeResult(sequence, step, value, failures));
  };

  const writeResult = async (
    sequence: number,
    step: StepCall,
    value: unknown,
    failures: number,
  ): Promise<Tried> => {
    let entry: JournalEntry;
    try {
      entry = journal.returned(sequence, step, value);
    } catch (error) {
      return writeFailure(sequence, step, error, failures);
    }
    if (step.kind === "harmless") journal.keep(entry);
    else await journal.write(entry);
    return { taken: takenWith(entry, value) };
  };

  const writeFailure = async (
    sequence: number,
    step: StepCall,
    error: unknown,
    failures: number,
  ): Promise<Tried> => {
    const verdict = judgeFailure(retry, error, failures, random());
    const written = await journal.write(
      verdict.kind === "retry"
        ? journal.failing(sequence, step, error, failures)
        : journal.threw(sequence, step, error, failures),
    );
    if (written.outcome === "returned")
      return { taken: { entry: written, hand: handoverOf(written, errors) } };
    const seen = {
      diagram,
      id,
      kind: "step failed",
      sequence,
      step: step.identity.name,
      failures,
      error,
    } as const;
    observe(verdict.kind === "retry" ? { ...seen, afterMs: verdict.delayMs } : seen);
    if (verdict.kind === "retry") return { againAfterMs: verdict.delayMs };
    return { taken: { entry: written, hand: { kind: "error", error } } };
  };

  /** Resolves to whether to try again now. */
  const pause = async (ms: number): Promise<boolean> => {
    const tooLong = ms > options.pauseInPlaceMaxMs;
    if (tooLong) turn.end({ kind: "paused", afterMs: ms });
    else await clock.sleep(ms, turn.pauses);
    if (turn.isStopping()) turn.end({ kind: "released" });
    if (tooLong || turn.isOver() || turn.isStopping()) return false;
    if (!turn.isHeld()) throw new HoldLost();
    return true;
  };

  return {
    takeInitially: (sequence, step) =>
      journal.alone(async () => {
        try {
          const value = await effectOf(step);
          const entry = journal.returned(sequence, step, value);
          journal.keep(entry);
          return takenWith(entry, value);
        } catch (error) {
          const entry = journal.threw(sequence, step, error, 1);
          journal.keep(entry);
          return { entry, hand: { kind: "error", error } };
        }
      }),
    async take(sequence, step, failuresBefore) {
      for (let failures = failuresBefore + 1; ; failures += 1) {
        const tried =
          step.kind === "transactional"
            ? await journal.alone(() => tryInTransaction(sequence, step, failures))
            : await tryAlongside(sequence, step, failures);
        if ("taken" in tried) return tried.taken;
        if (!(await pause(tried.againAfterMs))) return undefined;
      }
    },
  };
}

function takenWith(entry: JournalEntry, value: unknown): TakenStep {
  return { entry, hand: { kind: "value", value } };
}

/** What comes too late is ignored; in a transaction it is refused, for that one has been rolled back. */
async function withTimeout(
  timeoutMs: number,
  { identity }: StepCall,
  work: () => Promise<unknown>,
): Promise<unknown> {
  // Node takes a longer time for none at all.
  if (timeoutMs >= 2 ** 31) return work();
  const late = (): Error => new RetryableError(`${identity.name} did not settle within ${timeoutMs} ms`);
  return withDeadline(timeoutMs, work(), late);
}
