import { immediatesWait, pause, turn, watchRealWork } from "./real-work.ts";
import type { Patience } from "./patience.ts";
import type { VirtualTime } from "./virtual-time.ts";

// Far more than work that comes to an end needs; work that does not is given up.
const turnsMax = 10_000;
const attemptsMax = 2_000;
// When all are done, only a timer that somebody left behind goes on, such as a heartbeat.
const attemptsAfterwardsMax = 100;
const pauseMs = 5;

/** Finds out whether anything more will happen in a run, without waiting for time to pass wherever that can be told. */
export class Idle {
  /** Real time was waited for, and nothing came of it. */
  ranOutOfPatience = false;
  readonly #time: VirtualTime;
  readonly #patience: Patience;
  readonly #happened: () => number;
  readonly #worksForReal = watchRealWork();
  #seen = 0;
  /** How often time went on since something happened last. */
  #attempts = 0;

  /** `happened` counts what happens in the run. */
  constructor(
    { time, patience }: { readonly time: VirtualTime; readonly patience: Patience },
    happened: () => number,
  ) {
    this.#time = time;
    this.#patience = patience;
    this.#happened = happened;
  }

  /** Lets everything run that can run now. */
  async settle(): Promise<void> {
    let turns = 0;
    for (let seen = -1; seen !== this.#happened() || (immediatesWait() && turns < turnsMax); turns += 1) {
      seen = this.#happened();
      await turn();
      await turn();
    }
  }

  /**
   * Waits until something happens, and lets virtual time go on for that; false when nothing will. `isWaiting`: somebody
   * is not done yet, so even work that does not show is waited for.
   */
  async somethingHappens(isWaiting: boolean): Promise<boolean> {
    this.#attempts = this.#seen === this.#happened() ? this.#attempts + 1 : 0;
    this.#seen = this.#happened();
    if (this.#attempts <= (isWaiting ? attemptsMax : attemptsAfterwardsMax)) {
      if (this.#worksForReal() && (await this.#realTimePasses(() => this.#worksForReal()))) return true;
      if (this.#time.advance()) return true;
    }
    if (!isWaiting) return false;
    const goesOn = await this.#realTimePasses(() => true);
    if (!goesOn) this.#patience.wasInVain();
    return goesOn;
  }

  /** True as soon as something happened, or there is nothing to wait for any more. */
  async #realTimePasses(goesOn: () => boolean): Promise<boolean> {
    // Pauses are counted rather than timed: where the machine is slow, or stands still, they take longer, too.
    const pausesMax = this.ranOutOfPatience ? 0 : Math.ceil(this.#patience.ms / pauseMs);
    for (let count = 0; count < pausesMax; count += 1) {
      await pause(pauseMs);
      await this.settle();
      if (this.#seen !== this.#happened() || !goesOn()) return true;
    }
    this.ranOutOfPatience = true;
    return false;
  }
}
