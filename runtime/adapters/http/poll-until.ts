import { setTimeout as wait } from "node:timers/promises";
import { isRetryable, RetryableError } from "../../errors/errors.ts";

/** How polling waits between questions. Answers are waited for in real time, because the server knows no other. */
export interface PollingClock {
  /** Milliseconds from some fixed moment on. */
  now(): number;
  /** Resolves after the time; rejects when `signal` is aborted. */
  sleep(ms: number, signal: AbortSignal): Promise<void>;
}

export const systemPollingClock: PollingClock = {
  now: () => performance.now(),
  sleep: (ms, signal) => wait(ms, undefined, { signal }),
};

export interface PollingOptions {
  /** The pause between an answer and the next question. Default: 2,000 ms. */
  readonly intervalMs?: number;
  /** How often to ask at most. Default: 15. */
  readonly attemptsMax?: number;
  /** The polling ends after this time, however slow the answers are. Default: 30,000 ms. */
  readonly limitMs?: number;
  /** How long to wait for one answer, so that one that is lost costs one attempt only. Default: 5,000 ms. */
  readonly attemptTimeoutMs?: number;
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
 * Asks until the answer is final, or until it has asked often enough. A failure that may pass, or an answer that does
 * not come, counts as an attempt; any other failure is passed on. `ask` gets a signal that is aborted when its answer is
 * not waited for any longer.
 */
export async function pollUntil<Answer>(
  ask: (signal: AbortSignal) => Promise<Answer>,
  isFinal: (answer: Answer) => boolean,
  options: PollingOptions = {},
): Promise<PollingResult<Answer>> {
  const { intervalMs = 2000, attemptsMax = 15, limitMs = 30_000, attemptTimeoutMs = 5000 } = options;
  const { clock = systemPollingClock, signal: stop } = options;
  const startedMs = clock.now();
  const leftMs = (): number => limitMs - (clock.now() - startedMs);
  let last: Answer | undefined;
  let failure: unknown;

  for (let attempts = 1; ; attempts += 1) {
    stop?.throwIfAborted();
    const timeoutMs = Math.min(attemptTimeoutMs, leftMs());
    const outcome = await askOnce(ask, timeoutMs, stop);
    stop?.throwIfAborted();
    if (outcome.kind === "answered") {
      last = outcome.value;
      failure = undefined;
      if (isFinal(last)) return { kind: "done", answer: last, attempts };
    } else if (isRetryable(outcome.error)) failure = outcome.error;
    else throw outcome.error;
    if (attempts >= attemptsMax || intervalMs >= leftMs())
      return { kind: "timeout", last, error: failure, attempts };
    await pause(intervalMs, clock, stop);
  }
}

type Outcome<T> =
  { readonly kind: "answered"; readonly value: T } | { readonly kind: "failed"; readonly error: unknown };

/** Asks once. The question is withdrawn when its own time, or the time of the whole polling, is over. */
async function askOnce<T>(
  ask: (signal: AbortSignal) => Promise<T>,
  timeoutMs: number,
  stop: AbortSignal | undefined,
): Promise<Outcome<T>> {
  const withdrawn = new AbortController();
  const withdraw = (error: unknown): void => withdrawn.abort(error);
  const timer = setTimeout(withdraw, timeoutMs, new RetryableError(`no answer within ${timeoutMs} ms`));
  const stopped = (): void => withdraw(stop?.reason);
  stop?.addEventListener("abort", stopped);
  try {
    const value = await Promise.race([ask(withdrawn.signal), rejectionOf(withdrawn.signal)]);
    return { kind: "answered", value };
  } catch (error) {
    return { kind: "failed", error: withdrawn.signal.aborted ? withdrawn.signal.reason : error };
  } finally {
    clearTimeout(timer);
    stop?.removeEventListener("abort", stopped);
  }
}

function rejectionOf(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    signal.addEventListener("abort", () => reject(signal.reason as Error));
  });
}

async function pause(ms: number, clock: PollingClock, stop: AbortSignal | undefined): Promise<void> {
  try {
    await clock.sleep(ms, stop ?? new AbortController().signal);
  } catch (error) {
    // An abort says why in its signal; the clock says only that it has been woken.
    stop?.throwIfAborted();
    throw error;
  }
}
