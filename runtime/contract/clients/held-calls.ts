/** What a call to a server waits for before it is made. */
export interface Hold {
  passes(): Promise<void>;
}

/** Keeps what is asked of servers waiting, as slow servers would. */
export class HeldCalls {
  readonly #waiting: { readonly name: string; readonly goOn: () => void }[] = [];

  /** How many wait. */
  get count(): number {
    return this.#waiting.length;
  }

  /** What has been waiting for longest, by the name that it was held with. */
  get oldest(): string | undefined {
    return this.#waiting[0]?.name;
  }

  /** Holds what is asked under this name. */
  under(name: string): Hold {
    return {
      passes: () =>
        new Promise((goOn) => {
          this.#waiting.push({ name, goOn });
        }),
    };
  }

  /** Lets the one go on that was asked last: what nobody waits for was asked before it, and goes on waiting. */
  releaseLatest(): void {
    this.#waiting.pop()?.goOn();
  }

  releaseAll(): void {
    while (this.#waiting.length > 0) this.releaseLatest();
  }
}
