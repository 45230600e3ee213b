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

export function traceRecorder(options: TraceRecorderOptions = {}): TraceRecorder {
  return new MemoryRecorder(options);
}

class MemoryRecorder implements TraceRecorder {
  readonly #onEvent: TraceRecorderOptions["onEvent"];
  readonly #eventsMax: number;
  readonly #underWay = new Map<number, Arrow>();
  readonly #waiting = new Set<(event: ArrowEvent) => void>();
  #events: ArrowEvent[] = [];

  constructor({ onEvent, eventsMax = 10_000 }: TraceRecorderOptions) {
    this.#onEvent = onEvent;
    this.#eventsMax = eventsMax;
  }

  get events(): readonly ArrowEvent[] {
    return this.#events;
  }

  get underWay(): readonly Arrow[] {
    return [...this.#underWay.values()];
  }

  clear(): void {
    this.#events = [];
  }

  async waitFor(fits: (event: ArrowEvent) => boolean, signal?: AbortSignal): Promise<ArrowEvent> {
    return this.#events.find(fits) ?? this.#next(fits, signal);
  }

  async observe<T>(arrow: Arrow, proceed: () => Promise<T>): Promise<T> {
    const startedMs = performance.now();
    this.#underWay.set(arrow.sequence, arrow);
    let value: T;
    try {
      value = await proceed();
    } catch (error) {
      this.#record(arrow, startedMs, outcomeOf(error));
      throw error;
    }
    this.#record(arrow, startedMs, { kind: "returned", digest: payloadDigest(value) });
    return value;
  }

  #record(arrow: Arrow, startedMs: number, outcome: ArrowOutcome): void {
    this.#underWay.delete(arrow.sequence);
    const event: ArrowEvent = { ...arrow, durationMs: performance.now() - startedMs, outcome };
    this.#events.push(event);
    if (this.#events.length > this.#eventsMax)
      this.#events = this.#events.slice(-Math.ceil(this.#eventsMax / 2));
    notify(this.#onEvent, event);
    for (const ask of this.#waiting) ask(event);
  }

  #next(fits: (event: ArrowEvent) => boolean, signal: AbortSignal | undefined): Promise<ArrowEvent> {
    const { promise, resolve, reject } = Promise.withResolvers<ArrowEvent>();
    const ask = (event: ArrowEvent): void => {
      try {
        if (fits(event)) resolve(event);
      } catch (error) {
        reject(error);
      }
    };
    const giveUp = (): void =>
      reject(signal?.reason instanceof Error ? signal.reason : new Error("no longer waited for"));
    this.#waiting.add(ask);
    signal?.addEventListener("abort", giveUp);
    if (signal?.aborted === true) giveUp();
    return promise.finally(() => {
      this.#waiting.delete(ask);
      signal?.removeEventListener("abort", giveUp);
    });
  }
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
