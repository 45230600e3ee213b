import { hostname } from "node:os";
import { randomUUID } from "node:crypto";
import type { SqlDatabase } from "../../ports/sql-database.ts";
import { notify } from "../../errors/notify.ts";
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
   * How many workflows this process works on at once; further ones wait in the database. Default: 10. A
   * transactional step holds a connection while it lasts: let the pool of `db` have at least two more than this.
   */
  readonly concurrency?: number;
  /** How often to look for workflows that are due, and for those of other workers that messages wait for. Default: 500 ms. */
  readonly pollMs?: number;
  /** A longer pause between tries frees the worker for other workflows. Default: 5,000 ms. */
  readonly pauseInPlaceMaxMs?: number;
  /**
   * How long one try of a step may take before it counts as a failed one that may be tried again. Default: 15
   * minutes. This cannot stop an outside call that goes on: give clients shorter limits.
   */
  readonly stepTimeoutMs?: number;
  /**
   * How long the code of a resumed workflow may take to call a recorded step that others wait for, before the workflow
   * fails with a `JournalMismatchError`. Default: 10,000 ms.
   */
  readonly replayPatienceMs?: number;
  /**
   * How often a workflow may be taken up after a crash, or a lost lease, without finishing a step, before it fails with a
   * `CrashLoopError`. Default: 20.
   */
  readonly crashesMax?: number;
  /** How large a payload, or a step's result, may be as JSON. Default: 4 MiB. More is a `FatalError`. */
  readonly valueBytesMax?: number;
  /** How long workflows that are over stay in the database. */
  readonly retention?: Partial<RetentionOptions>;
  /** How long disposing waits for the steps under way. Default: 10,000 ms. */
  readonly shutdownGraceMs?: number;
  /** Classes of errors that handlers tell apart, so that they are the same after a restart. */
  readonly errors?: readonly ErrorClass[];
  /** Called for each workflow that fails, before its state becomes `failed`. Called again if the process dies in between, and later if it rejects. */
  readonly onFailed?: (failure: WorkflowFailure) => Promise<void>;
  /** Called with what the engine could not do and will try again, such as renewing a lease. What it throws becomes a warning of the process. */
  readonly onError?: (error: unknown, what: string) => void;
  /** Called for everything that happens to workflows. What it throws becomes a warning of the process, and changes nothing for the workflow. */
  readonly observe?: (event: WorkflowEvent) => void;
  /** How the engine waits between the tries of a step. */
  readonly clock?: Clock;
  /** In [0, 1); for the jitter of pauses. */
  readonly random?: () => number;
  /** How operators recognise this worker; unique to it. Default: host, process and a random part. */
  readonly owner?: string;
}

export interface LeaseOptions {
  /** After so long without a sign of life, other workers take a workflow over. Default: 30,000 ms. */
  readonly durationMs: number;
  /** How often the worker gives a sign of life. Default: a third of the duration. */
  readonly heartbeatMs: number;
}

export interface RetentionOptions {
  /**
   * How long after its end a workflow that is done is removed. Default: 14 days. A message that is
   * delivered again after that begins its workflow anew: let it be longer than the broker keeps messages. A worker that
   * has not looked by then (see `pollMs`) rejects the message that waited for it, with a `WorkflowRemovedError`.
   */
  readonly doneMs: number;
  /** How long after its end a workflow that failed is removed. Default: never, because somebody has to look at it. */
  readonly failedMs: number;
  /** How often to look for what is to be removed. Default: one hour. */
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
    onError: (error, what) => notify(options.onError, error, what),
    observe: (event) => notify(options.observe, event),
    lease: { durationMs, heartbeatMs },
    retention: { ...defaultRetention, ...options.retention },
    retry: { ...stepRetries, ...options.retry },
  };
}
