import { RetryableError } from "../../errors/errors.ts";
import type { SqlDatabase } from "../../ports/sql-database.ts";
import { judgeFailure, type RetryPolicy } from "../../retry/retry-policy.ts";
import { withDeadline } from "../../time/within.ts";
import type { JournalEntry } from "../journal/journal.ts";
import type { ErrorClass } from "../journal/recorded-error.ts";
import type { StepCall } from "../journal/step-call.ts";
import { recordedResult, type StepResult } from "../journal/step-result.ts";
import type { Clock } from "../settings/clock.ts";
import type { WorkflowEvent } from "../settings/workflow-event.ts";
import { LeaseLostError } from "../store/lease.ts";
import type { JournalWriter } from "./journal-writer.ts";
import type { Turn } from "./turn.ts";

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
  readonly result: StepResult;
}

/** One try of a step: the step is over, or to be tried again after a pause. */
type Tried = { readonly taken: TakenStep } | { readonly againAfterMs: number };

/** One try of a step: which call of the workflow it is, and how often it will have failed if this try fails. */
interface Try {
  readonly sequence: number;
  readonly step: StepCall;
  readonly failures: number;
}

/** Takes steps that are not in the journal yet, and writes them there. */
export class StepTaker {
  readonly #options: StepTakerOptions;

  constructor(options: StepTakerOptions) {
    this.#options = options;
  }

  /** Takes the step in the transaction that begins the workflow: all of it is committed, or nothing. No retries. */
  takeInitially(sequence: number, step: StepCall): Promise<TakenStep> {
    const { journal } = this.#options;
    return journal.alone(async () => {
      const taken = await this.#tryOnce(sequence, step);
      journal.postpone(taken.entry);
      return taken;
    });
  }

  /** Takes the step, with retries. Resolves to `undefined` when the turn ended before the step did. */
  async take(sequence: number, step: StepCall, failuresBefore: number): Promise<TakenStep | undefined> {
    for (let failures = failuresBefore + 1; ; failures += 1) {
      const tried = await this.#try({ sequence, step, failures });
      if ("taken" in tried) return tried.taken;
      if (!(await this.#pause(tried.againAfterMs))) return undefined;
    }
  }

  async #tryOnce(sequence: number, step: StepCall): Promise<TakenStep> {
    const { journal } = this.#options;
    try {
      const value = await this.#effectOf(step);
      return takenWith(journal.returned(sequence, step, value), value);
    } catch (error) {
      return { entry: journal.threw(sequence, step, error, 1), result: { kind: "error", error } };
    }
  }

  #try(attempt: Try): Promise<Tried> {
    return attempt.step.kind === "transactional"
      ? this.#options.journal.alone(() => this.#tryInTransaction(attempt))
      : this.#tryAlongside(attempt);
  }

  async #tryInTransaction(attempt: Try): Promise<Tried> {
    const { db, turn, journal } = this.#options;
    const { sequence, step } = attempt;
    if (!turn.isLeased()) throw new LeaseLostError();
    try {
      const taken = await db.transaction(async () => {
        const value = await this.#effectOf(step);
        const entry = journal.returned(sequence, step, value);
        await journal.include(entry);
        return takenWith(entry, value);
      });
      journal.committed();
      return { taken };
    } catch (error) {
      if (error instanceof LeaseLostError) throw error;
      // The commit may have succeeded although its answer was lost: writing down the failure settles which it is.
      return this.#writeFailure(attempt, error);
    }
  }

  async #tryAlongside(attempt: Try): Promise<Tried> {
    const { journal } = this.#options;
    let value: unknown;
    try {
      value = await this.#effectOf(attempt.step);
    } catch (error) {
      return journal.alone(() => this.#writeFailure(attempt, error));
    }
    return journal.alone(() => this.#writeResult(attempt, value));
  }

  async #writeResult(attempt: Try, value: unknown): Promise<Tried> {
    const { journal } = this.#options;
    let entry: JournalEntry;
    try {
      entry = journal.returned(attempt.sequence, attempt.step, value);
    } catch (error) {
      return this.#writeFailure(attempt, error);
    }
    if (attempt.step.kind === "harmless") journal.postpone(entry);
    else await journal.write(entry);
    return { taken: takenWith(entry, value) };
  }

  async #writeFailure(attempt: Try, error: unknown): Promise<Tried> {
    const { journal, retry, random, errors } = this.#options;
    const { sequence, step, failures } = attempt;
    const verdict = judgeFailure(step.retry ?? retry, error, failures, random());
    const againAfterMs = verdict.kind === "retry" ? verdict.delayMs : undefined;
    const written = await journal.write(
      againAfterMs === undefined
        ? journal.threw(sequence, step, error, failures)
        : journal.failing(sequence, step, error, failures),
    );
    if (written.outcome === "returned")
      return { taken: { entry: written, result: recordedResult(written, errors) } };
    this.#observeFailure(attempt, error, againAfterMs);
    if (againAfterMs !== undefined) return { againAfterMs };
    return { taken: { entry: written, result: { kind: "error", error } } };
  }

  #observeFailure({ sequence, step, failures }: Try, error: unknown, afterMs: number | undefined): void {
    const { diagram, id, observe } = this.#options;
    const pause = afterMs === undefined ? {} : { afterMs };
    observe({
      diagram,
      id,
      kind: "step failed",
      sequence,
      step: step.identity.name,
      failures,
      error,
      ...pause,
    });
  }

  /** Resolves to whether to try again now. */
  async #pause(ms: number): Promise<boolean> {
    const { turn, clock, pauseInPlaceMaxMs } = this.#options;
    const isTooLong = ms > pauseInPlaceMaxMs;
    if (isTooLong) turn.end({ kind: "paused", afterMs: ms });
    else await clock.sleep(ms, turn.pauses);
    if (turn.isStopping()) turn.end({ kind: "released" });
    if (isTooLong || turn.isOver() || turn.isStopping()) return false;
    if (!turn.isLeased()) throw new LeaseLostError();
    return true;
  }

  /** What comes too late is ignored; in a transaction it is refused, for that one has been rolled back. */
  async #effectOf({ identity, work }: StepCall): Promise<unknown> {
    const { inStep, stepTimeoutMs } = this.#options;
    const effect = (async () => inStep(work))();
    // Node's timers take no longer delay: a longer one fires at once.
    if (stepTimeoutMs >= 2 ** 31) return effect;
    const late = (): Error =>
      new RetryableError(`${identity.name} did not settle within ${stepTimeoutMs} ms`);
    return withDeadline(stepTimeoutMs, effect, late);
  }
}

function takenWith(entry: JournalEntry, value: unknown): TakenStep {
  return { entry, result: { kind: "value", value } };
}
