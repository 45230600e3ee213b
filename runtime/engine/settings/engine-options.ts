import { hostname } from "node:os";
import { randomUUID } from "node:crypto";
import type { SqlDatabase } from "../../ports/sql-database.ts";
import { tell } from "../../errors/tell.ts";
import { systemClock, type Clock } from "./clock.ts";
import type { ErrorClass } from "../journal/recorded-error.ts";
import { stepRetries, type RetryPolicy } from "../../retry/retry-policy.ts";
import type { WorkflowEvent } from "./workflow-event.ts";

export interface WorkflowEngineOptions {
  /** Holds the workflows; `workflowTables` must have been created in it. */
  readonly db: SqlDatabase;
  readonly lease?: Partial<LeaseOptions>;
  /** When a step that failed is tried again. Default: 10 retries after pauses of 200 ms to one minute, jitter 0.5. */
  readonly retry?: Partial<RetryPolicy>;
  /**
   * How many workflows this process works on at once; further ones wait in the database. 10 unless said otherwise. A
   * transactional step holds a connection while it lasts: let the pool of `db` have at least two more than this.
   */
  readonly concurrency?: number;
  /** How often to look for workflows that are due, and for those of other workers that messages wait for. 500 ms unless said otherwise. */
  readonly pollMs?: number;
  /** A longer pause between tries frees the worker for other workflows. 5,000 ms unless said otherwise. */
  readonly pauseInPlaceMaxMs?: number;
  /**
   * How long one try of a step may take before it counts as a failed one that may be tried again. 15 minutes unless said
   * otherwise. An outside call that goes on all the same cannot be stopped by this: give clients shorter limits.
   */
  readonly stepTimeoutMs?: number;
  /**
   * How long a workflow that is gone through again may leave a recorded step uncalled that others wait for, before it
   * fails with a `JournalMismatchError`. 10,000 ms unless said otherwise.
   */
  readonly replayPatienceMs?: number;
  /**
   * How often a workflow may be taken up after a crash, or a lost lease, without finishing a step, before it fails with a
   * `CrashLoopError`. 20 unless said otherwise.
   */
  readonly crashesMax?: number;
  /** How large a payload, or a step's result, may be as JSON. 4 MiB unless said otherwise; more is a `FatalError`. */
  readonly valueBytesMax?: number;
  /** How long workflows that are over stay in the database. */
  readonly retention?: Partial<RetentionOptions>;
  /** How long disposing waits for the steps under way. 10,000 ms unless said otherwise. */
  readonly shutdownGraceMs?: number;
  /** Classes of errors that handlers tell apart, so that they are the same after a restart. */
  readonly errors?: readonly ErrorClass[];
  /** Told of each workflow that fails, before its state says so; called again should the process die in between. When it rejects, it is called again later. */
  readonly onFailed?: (failure: WorkflowFailure) => Promise<void>;
  /** Told of what the engine could not do and will try again: renew a lease, look for work. What it throws is a warning of the process. */
  readonly onError?: (error: unknown, what: string) => void;
  /** Told of everything that happens to workflows. What it throws is a warning of the process, and changes nothing for the workflow. */
  readonly observe?: (event: WorkflowEvent) => void;
  /** What pauses between tries are waited by. */
  readonly clock?: Clock;
  /** In [0, 1); for the jitter of pauses. */
  readonly random?: () => number;
  /** How operators recognise this worker. Host, process and a random part unless given; never used by two workers. */
  readonly owner?: string;
}

export interface LeaseOptions {
  /** After so long without a sign of life, other workers take a workflow over. 30,000 ms unless said otherwise. */
  readonly durationMs: number;
  /** How often the worker gives a sign of life. A third of the duration unless said otherwise. */
  readonly heartbeatMs: number;
}

export interface RetentionOptions {
  /**
   * How long after its end a workflow that is done is removed. 14 days unless said otherwise. A message that is
   * delivered again after that begins its workflow anew: let it be longer than the broker keeps messages. A worker that
   * has not looked by then (see `pollMs`) rejects the message that waited for it, with a `WorkflowRemovedError`.
   */
  readonly doneMs: number;
  /** The same for one that failed. Unless said otherwise, never: somebody has to look at it. */
  readonly failedMs: number;
  /** How often to look for what is to be removed. One hour unless said otherwise. */
  readonly everyMs: number;
}

export interface WorkflowFailure {
  readonly diagram: string;
  readonly id: string;
  readonly payload: unknown;
  readonly error: unknown;
}

export type EngineSettings = Required<Omit<WorkflowEngineOptions, "lease" | "retry" | "retention">> & {
  readonly lease: LeaseOptions;
  readonly retention: RetentionOptions;
  readonly retry: RetryPolicy;
};

const dayMs = 24 * 60 * 60_000;
export const defaultRetention: RetentionOptions = {
  doneMs: 14 * dayMs,
  failedMs: Number.POSITIVE_INFINITY,
  everyMs: 60 * 60_000,
};

export function engineSettings(options: WorkflowEngineOptions): EngineSettings {
  const durationMs = options.lease?.durationMs ?? 30_000;
  const heartbeatMs = options.lease?.heartbeatMs ?? durationMs / 3;
  if (heartbeatMs >= durationMs)
    throw new RangeError(
      "lease.heartbeatMs must be less than lease.durationMs, or the lease runs out in between",
    );
  return {
    concurrency: 10,
    pollMs: 500,
    pauseInPlaceMaxMs: 5_000,
    stepTimeoutMs: 15 * 60_000,
    replayPatienceMs: 10_000,
    crashesMax: 20,
    valueBytesMax: 4 * 1024 * 1024,
    shutdownGraceMs: 10_000,
    errors: [],
    onFailed: async () => undefined,
    clock: systemClock,
    random: Math.random,
    owner: `${hostname()}:${process.pid}:${randomUUID().slice(0, 8)}`,
    ...options,
    onError: (error, what) => tell(options.onError, error, what),
    observe: (event) => tell(options.observe, event),
    lease: { durationMs, heartbeatMs },
    retention: { ...defaultRetention, ...options.retention },
    retry: { ...stepRetries, ...options.retry },
  };
}
