/** What a timer needs of the clock that it belongs to. */
export interface TimerClock {
  stop(timer: VirtualTimer): void;
  restart(timer: VirtualTimer): void;
}

let timersMade = 0;

/** Stands for Node's `Timeout`: an object that also counts as a number. */
export class VirtualTimer {
  readonly ring: () => void;
  readonly delayMs: number;
  readonly repeats: boolean;
  due = 0;
  readonly #clock: TimerClock;
  readonly #number: number;
  #isReferenced = true;

  constructor(
    clock: TimerClock,
    {
      ring,
      delayMs,
      repeats,
    }: { readonly ring: () => void; readonly delayMs: number; readonly repeats: boolean },
  ) {
    this.ring = ring;
    this.delayMs = delayMs;
    this.repeats = repeats;
    this.#clock = clock;
    timersMade += 1;
    this.#number = timersMade;
  }

  ref(): this {
    this.#isReferenced = true;
    return this;
  }

  unref(): this {
    this.#isReferenced = false;
    return this;
  }

  hasRef(): boolean {
    return this.#isReferenced;
  }

  refresh(): this {
    this.#clock.restart(this);
    return this;
  }

  close(): this {
    this.#clock.stop(this);
    return this;
  }

  [Symbol.toPrimitive](): number {
    return this.#number;
  }

  [Symbol.dispose](): void {
    this.close();
  }
}
