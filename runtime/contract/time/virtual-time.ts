import { syncBuiltinESMExports } from "node:module";
import timers from "node:timers";
import timersPromises from "node:timers/promises";
import { promisify } from "node:util";
import { VirtualClock } from "./virtual-clock.ts";

// Always the same, so that the same case gives the same report.
const startMs = Date.UTC(2025, 0, 1);

/**
 * From here on, nobody in this process waits for real time: timers, `timers/promises`, `Date` and
 * `AbortSignal.timeout` follow a clock of their own, until this is disposed of. What was imported by name follows, too.
 */
export class VirtualTime implements Disposable {
  readonly #clock = new VirtualClock(startMs);
  readonly #undo: readonly (() => void)[];

  constructor() {
    this.#undo = replacements(this.#clock).map(([owner, names]) => replaceAll(owner, names));
    syncBuiltinESMExports();
  }

  /** The time, in ms since 1970. */
  get now(): number {
    return this.#clock.now;
  }

  /** Begins anew: what was waited for is forgotten. */
  restart(): void {
    this.#clock.reset(startMs);
  }

  /** Goes on to the next moment at which somebody wants to be woken; false when nobody does. */
  advance(): boolean {
    return this.#clock.advance();
  }

  [Symbol.dispose](): void {
    for (const undo of this.#undo) undo();
    syncBuiltinESMExports();
  }
}

type Names = Readonly<Record<string, unknown>>;

function replacements(clock: VirtualClock): readonly (readonly [owner: object, names: Names])[] {
  const promises = promiseTimers(clock);
  const callbacks = callbackTimers(clock, promises.setTimeout);
  return [
    [globalThis, { ...callbacks, Date: virtualDate(clock) }],
    [timers, callbacks],
    [timersPromises, { setTimeout: promises.setTimeout, setInterval: promises.setInterval }],
    [timersPromises.scheduler, { wait: promises.wait }],
    [AbortSignal, { timeout: (ms: unknown) => abortedAfter(clock, ms) }],
  ];
}

function callbackTimers(clock: VirtualClock, sleep: unknown): Names {
  type Callback = (...args: readonly unknown[]) => void;
  const start =
    (repeats: boolean) =>
    (callback: Callback, delay: unknown, ...args: readonly unknown[]) =>
      clock.start(() => callback(...args), delay, repeats);
  const stop = (timer: unknown): void => clock.stop(timer);
  return {
    setTimeout: Object.assign(start(false), { [promisify.custom]: sleep }),
    setInterval: start(true),
    clearTimeout: stop,
    clearInterval: stop,
  };
}

interface WaitOptions {
  readonly signal?: AbortSignal;
}

function promiseTimers(clock: VirtualClock) {
  const sleep = <T>(delay?: unknown, value?: T, { signal }: WaitOptions = {}): Promise<T | undefined> =>
    new Promise((resolve, reject) => {
      const stop = (): void => {
        clock.stop(timer);
        reject(abortError(signal));
      };
      const timer = clock.start(
        () => {
          signal?.removeEventListener("abort", stop);
          resolve(value);
        },
        delay,
        false,
      );
      if (signal?.aborted === true) stop();
      else signal?.addEventListener("abort", stop, { once: true });
    });
  return {
    setTimeout: sleep,
    wait: (delay?: unknown, options?: WaitOptions) => sleep(delay, undefined, options),
    setInterval: (delay?: unknown, value?: unknown, options?: WaitOptions) =>
      endless(() => sleep(delay, value, options)),
  };
}

async function* endless<T>(next: () => Promise<T>): AsyncGenerator<T> {
  for (;;) yield await next();
}

function abortError(signal: AbortSignal | undefined): Error {
  const error = new Error("The operation was aborted", { cause: signal?.reason });
  return Object.assign(error, { name: "AbortError", code: "ABORT_ERR" });
}

function abortedAfter(clock: VirtualClock, ms: unknown): AbortSignal {
  const controller = new AbortController();
  const reason = new DOMException("The operation was aborted due to timeout", "TimeoutError");
  clock.start(() => controller.abort(reason), ms, false);
  return controller.signal;
}

function virtualDate(clock: VirtualClock): DateConstructor {
  return new Proxy(Date, {
    apply: (real) => new real(clock.now).toString(),
    construct: (real, args, target) =>
      Reflect.construct(real, args.length === 0 ? [clock.now] : args, target) as object,
    get: (real, name, receiver) =>
      name === "now" ? () => clock.now : (Reflect.get(real, name, receiver) as unknown),
  });
}

function replaceAll(owner: object, names: Names): () => void {
  const before = Object.keys(names).map(
    (name) => [name, Object.getOwnPropertyDescriptor(owner, name)] as const,
  );
  for (const [name, value] of Object.entries(names))
    Object.defineProperty(owner, name, { value, configurable: true, writable: true });
  return () => {
    for (const [name, descriptor] of before) {
      if (descriptor === undefined) Reflect.deleteProperty(owner, name);
      else Object.defineProperty(owner, name, descriptor);
    }
  };
}
