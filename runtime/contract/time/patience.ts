/** What is left of it, in ms, where waiting has been in vain once. */
const afterwardsMs = 200;

/** How long to wait, in real time, for work that does not show, such as hashing. */
export class Patience {
  #ms: number;

  constructor(ms: number) {
    this.#ms = ms;
  }

  get ms(): number {
    return this.#ms;
  }

  /** It was waited for all of it, and nothing came: what is reported anyway is not waited for so long again. */
  wasInVain(): void {
    this.#ms = Math.min(this.#ms, afterwardsMs);
  }
}
