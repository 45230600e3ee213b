import { AsyncLocalStorage } from "node:async_hooks";
import { VirtualTimer } from "./virtual-timer.ts";

/** A clock that stands still until it is moved on: then it jumps to the next timer, and lets that ring. */
export class VirtualClock {
  #now: number;
  #timers: readonly VirtualTimer[] = [];

  constructor(startMs: number) {
    this.#now = startMs;
  }

  get now(): number {
    return this.#now;
  }

  /** Starts again from there. Timers that wait never ring. */
  reset(startMs: number): void {
    this.#now = startMs;
    this.#timers = [];
  }

  start(ring: () => void, delay: unknown, repeats: boolean): VirtualTimer {
    const timer = new VirtualTimer(this, {
      ring: inThisContext(ring),
      delayMs: milliseconds(delay),
      repeats,
    });
    this.#add(timer);
    return timer;
  }

  /** Takes whatever `clearTimeout` takes: a timer, its number, or nothing. */
  stop(timer: unknown): void {
    this.#timers = this.#timers.filter((one) => one !== timer && Number(one) !== Number(timer));
  }

  restart(timer: VirtualTimer): void {
    this.stop(timer);
    this.#add(timer);
  }

  /** Lets the next timer ring; false when none waits. */
  advance(): boolean {
    const [next] = this.#timers;
    if (next === undefined) return false;
    this.#now = Math.max(this.#now, next.due);
    this.#timers = this.#timers.slice(1);
    if (next.repeats) this.#add(next);
    next.ring();
    return true;
  }

  /** Of timers that are due together, the one that was started first rings first. */
  #add(timer: VirtualTimer): void {
    timer.due = this.#now + timer.delayMs;
    this.#timers = [...this.#timers, timer].sort((left, right) => left.due - right.due);
  }
}

const delayMax = 2 ** 31 - 1;

/** As Node has it: what is too small, too large or no number is one millisecond. */
function milliseconds(delay: unknown): number {
  const ms = Math.trunc(Number(delay));
  return ms >= 1 && ms <= delayMax ? ms : 1;
}

function inThisContext(ring: () => void): () => void {
  const restore = AsyncLocalStorage.snapshot();
  return () => restore(ring);
}
