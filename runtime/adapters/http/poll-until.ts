import { setTimeout } from "node:timers/promises";
import { isRetryable } from "../../errors.ts";

/** What polling waits by. */
export interface PollingClock {
  /** Milliseconds from some fixed moment on. */
  now(): number;
  /** Resolves after the time; rejects when `signal` is aborted. */
  sleep(ms: number, signal: AbortSignal): Promise<void>;
}

export const systemPollingClock: PollingClock = {
  now: () => performance.now(),
  sleep: (ms, signal) => setTimeout(ms, undefined, { signal }),
};

export interface PollingOptions {
  /** The pause between an answer and the next question. 2,000 unless said otherwise. */
  readonly intervalMs?: number;
  /** 15 unless said otherwise. */
  readonly attemptsMax?: number;
  /** However slow the answers are, it is over after this time. 30,000 unless said otherwise. */
  readonly limitMs?: number;
  readonly clock?: PollingClock;
  /** Ends the polling: it rejects with the signal's reason. */
  readonly signal?: AbortSignal;
}

export type PollingResult<Answer> =
  | { readonly kind: "done"; readonly answer: Answer; readonly attempts: number }
  /** `last` is the last answer, `error` the last failure, if there was one after it. */
  | {
      readonly kind: "timeout";
      readonly last: Answer | undefined;
      readonly error: unknown;
      readonly attempts: number;
    };

/**
 * Asks until the answer is final, or until it has asked often enough. A failure that may pass counts as an attempt; any
 * other is passed on.
 */
export async function pollUntil<Answer>(
  ask: (signal: AbortSignal) => Promise<Answer>,
  isFinal: (answer: Answer) => boolean,
  options: PollingOptions = {},
): Promise<PollingResult<Answer>> {
  const { intervalMs = 2000, attemptsMax = 15, limitMs = 30_000, clock = systemPollingClock } = options;
  const over = new AbortController();
  const signal = options.signal === undefined ? over.signal : AbortSignal.any([options.signal, over.signal]);
  const startedMs = clock.now();
  let last: Answer | undefined;
  let failure: unknown;
  let attempts = 0;

  const limit = clock.sleep(limitMs, signal).then(
    () => "limit" as const,
    () => "limit" as const,
  );
  try {
    for (;;) {
      options.signal?.throwIfAborted();
      attempts += 1;
      const answer = await Promise.race([settled(ask(signal)), limit]);
      options.signal?.throwIfAborted();
      if (answer === "limit") return { kind: "timeout", last, error: failure, attempts };
      if (answer.kind === "answered") {
        last = answer.value;
        failure = undefined;
        if (isFinal(last)) return { kind: "done", answer: last, attempts };
      } else if (isRetryable(answer.error)) failure = answer.error;
      else throw answer.error;
      if (attempts >= attemptsMax || clock.now() - startedMs + intervalMs >= limitMs)
        return { kind: "timeout", last, error: failure, attempts };
      await clock.sleep(intervalMs, signal);
    }
  } catch (error) {
    options.signal?.throwIfAborted();
    throw error;
  } finally {
    over.abort();
  }
}

type Settled<T> =
  { readonly kind: "answered"; readonly value: T } | { readonly kind: "failed"; readonly error: unknown };

async function settled<T>(asking: Promise<T>): Promise<Settled<T>> {
  try {
    return { kind: "answered", value: await asking };
  } catch (error) {
    return { kind: "failed", error };
  }
}
