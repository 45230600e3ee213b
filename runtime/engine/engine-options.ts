import { hostname } from "node:os";
import { randomUUID } from "node:crypto";
import type { SqlDatabase } from "../ports/sql-database.ts";
import { systemClock, type Clock } from "./clock.ts";
import type { ErrorClass } from "./recorded-error.ts";
import { defaultRetryPolicy, type RetryPolicy } from "./retry-policy.ts";
import type { WorkflowEvent } from "./workflow-event.ts";

export interface WorkflowEngineOptions {
  /** Holds the workflows; `workflowTables` must have been created in it. */
  readonly db: SqlDatabase;
  readonly lease?: Partial<LeaseOptions>;
  readonly retry?: Partial<RetryPolicy>;
  /** How many workflows this process works on at once; further ones wait in the database. 10 unless said otherwise. */
  readonly concurrency?: number;
  /** How often to look for workflows that are due, and for those of other workers that messages wait for. 500 ms unless said otherwise. */
  readonly pollMs?: number;
  /** A longer pause between tries frees the worker for other workflows. 5,000 ms unless said otherwise. */
  readonly pauseInPlaceMaxMs?: number;
  /** How often a workflow may be taken up after a crash without finishing a step, before it fails. 20 unless said otherwise. */
  readonly crashesMax?: number;
  /** How long disposing waits for the steps under way. 10,000 ms unless said otherwise. */
  readonly shutdownGraceMs?: number;
  /** Classes of errors that handlers tell apart, so that they are the same after a restart. */
  readonly errors?: readonly ErrorClass[];
  /** Told of each workflow that fails, before its state says so; called again should the process die in between. When it rejects, it is called again later. */
  readonly onFailed?: (failure: WorkflowFailure) => Promise<void>;
  /** Told of what the engine could not do and will try again: renew a lease, look for work. */
  readonly onError?: (error: unknown, what: string) => void;
  /** Told of everything that happens to workflows. */
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

export interface WorkflowFailure {
  readonly diagram: string;
  readonly id: string;
  readonly payload: unknown;
  readonly error: unknown;
}

export type EngineSettings = Required<Omit<WorkflowEngineOptions, "lease" | "retry">> & {
  readonly lease: LeaseOptions;
  readonly retry: RetryPolicy;
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
    crashesMax: 20,
    shutdownGraceMs: 10_000,
    errors: [],
    onFailed: async () => undefined,
    onError: () => undefined,
    observe: () => undefined,
    clock: systemClock,
    random: Math.random,
    owner: `${hostname()}:${process.pid}:${randomUUID().slice(0, 8)}`,
    ...options,
    lease: { durationMs, heartbeatMs },
    retry: { ...defaultRetryPolicy, ...options.retry },
  };
}
