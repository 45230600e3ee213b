export interface YieldingLoopOptions {
  readonly mayStep: () => boolean;
  readonly step: () => void;
  /** Called each time that the loop has come to rest. */
  readonly onRest: () => void;
}

// Handlers that never wait for anything real would otherwise starve timers, sockets and heartbeats.
const stepsPerTurn = 128;

/** Takes steps while it may, and lets the event loop have a turn after every 128 of them. */
export class YieldingLoop {
  readonly #options: YieldingLoopOptions;
  #isRunning = false;
  #isYielding = false;
  #stepsThisTurn = 0;

  constructor(options: YieldingLoopOptions) {
    this.#options = options;
  }

  /** Does nothing when a step calls it: the loop that takes the step goes on anyway. */
  run(): void {
    if (this.#isRunning) return;
    this.#isRunning = true;
    while (!this.#isYielding && this.#options.mayStep()) {
      this.#options.step();
      this.#stepsThisTurn += 1;
      if (this.#stepsThisTurn === stepsPerTurn) this.#yield();
    }
    this.#isRunning = false;
    this.#options.onRest();
  }

  #yield(): void {
    this.#isYielding = true;
    setImmediate(() => {
      this.#isYielding = false;
      this.#stepsThisTurn = 0;
      this.run();
    });
  }
}
