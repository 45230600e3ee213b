import { quote } from "../model/quote.ts";
import { notify } from "../errors/notify.ts";
import type { Arrow, ArrowEvent, ArrowOutcome } from "./arrow-event.ts";
import type { ArrowObserver } from "./arrow-observer.ts";
import { payloadDigest } from "./payload-digest.ts";

export interface TraceRecorderOptions {
  /** Called with each arrow when it has been answered. What it throws or rejects with becomes a warning of the process; the call goes on. */
  readonly onEvent?: (event: ArrowEvent) => void;
  /** How many events are kept, the oldest being dropped. Default: 10,000. */
  readonly eventsMax?: number;
}

/** Keeps the arrows of this process in memory, for tests and live views. */
export interface TraceRecorder extends ArrowObserver {
  /** The arrows that have been answered, in the order of their answers. */
  readonly events: readonly ArrowEvent[];
  /** Those whose answer is still to come. */
  readonly underWay: readonly Arrow[];
  clear(): void;
  /** Resolves to the first event, past or to come, that fits; rejects when `signal` is aborted. */
  waitFor(fits: (event: ArrowEvent) => boolean, signal?: AbortSignal): Promise<ArrowEvent>;
}

export function traceRecorder({ onEvent, eventsMax = 10_000 }: TraceRecorderOptions = {}): TraceRecorder {
  let events: ArrowEvent[] = [];
  const underWay = new Map<number, Arrow>();
  const waiting = new Set<(event: ArrowEvent) => void>();

  const record = (arrow: Arrow, startedMs: number, outcome: ArrowOutcome): void => {
    underWay.delete(arrow.sequence);
    const event: ArrowEvent = { ...arrow, durationMs: performance.now() - startedMs, outcome };
    events.push(event);
    if (events.length > eventsMax) events = events.slice(-Math.ceil(eventsMax / 2));
    notify(onEvent, event);
    for (const ask of waiting) ask(event);
  };

  return {
    get events() {
      return events;
    },
    get underWay() {
      return [...underWay.values()];
    },
    clear() {
      events = [];
    },
    async waitFor(fits, signal) {
      const past = events.find(fits);
      if (past !== undefined) return past;
      return new Promise((resolve, reject) => {
        const stop = (): void => {
          waiting.delete(ask);
          signal?.removeEventListener("abort", give);
        };
        const ask = (event: ArrowEvent): void => {
          try {
            if (!fits(event)) return;
            resolve(event);
          } catch (error) {
            reject(error);
          }
          stop();
        };
        const give = (): void => {
          stop();
          reject(signal?.reason instanceof Error ? signal.reason : new Error("no longer waited for"));
        };
        waiting.add(ask);
        signal?.addEventListener("abort", give);
        if (signal?.aborted === true) give();
      });
    },
    async observe(arrow, proceed) {
      const startedMs = performance.now();
      underWay.set(arrow.sequence, arrow);
      let value: Awaited<ReturnType<typeof proceed>>;
      try {
        value = await proceed();
      } catch (error) {
        record(arrow, startedMs, outcomeOf(error));
        throw error;
      }
      record(arrow, startedMs, { kind: "returned", digest: payloadDigest(value) });
      return value;
    },
  };
}

function outcomeOf(error: unknown): ArrowOutcome {
  if (!(error instanceof Error))
    return { kind: "threw", error: typeof error, message: quote(String(error), 200) };
  return { kind: "threw", error: error.name, message: shortened(error.message) };
}

// The message may hold as much as somebody sent us, and thousands of events are kept.
const messageLengthMax = 1000;

function shortened(message: string): string {
  return message.length > messageLengthMax ? `${message.slice(0, messageLengthMax)}…` : message;
}
