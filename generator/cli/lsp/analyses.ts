import { setImmediate } from "node:timers/promises";
import type { Analysis } from "./analyse.ts";

/**
 * Analyses of open files, one at a time, each once for every state of its file. A state that another one has replaced
 * before its turn came is skipped: however fast somebody types, only the newest waits.
 */
export class Analyses {
  readonly #analyse: (uri: string) => Promise<Analysis>;
  /** The state that a file is in now; undefined when it is closed. */
  readonly #stateOf: (uri: string) => string | undefined;
  readonly #known = new Map<
    string,
    { readonly state: string; readonly result: Promise<Analysis | undefined> }
  >();
  #last: Promise<unknown> = Promise.resolve();

  constructor(analyse: (uri: string) => Promise<Analysis>, stateOf: (uri: string) => string | undefined) {
    this.#analyse = analyse;
    this.#stateOf = stateOf;
  }

  /** Of the file as it is now; undefined where it was changed or closed before its turn came. Rejects as `analyse` does. */
  of(uri: string): Promise<Analysis | undefined> {
    const state = this.#stateOf(uri);
    if (state === undefined) return Promise.resolve(undefined);
    const known = this.#known.get(uri);
    if (known?.state === state) return known.result;
    const result = this.#last.then(async () => {
      // What the editor has sent in the meantime is read first.
      await setImmediate();
      return this.#stateOf(uri) === state ? this.#analyse(uri) : undefined;
    });
    this.#last = result.catch(() => undefined);
    this.#known.set(uri, { state, result });
    return result;
  }

  /** Of the file as it is when the analysis ends; undefined when it is closed. */
  async newest(uri: string): Promise<Analysis | undefined> {
    for (let state = this.#stateOf(uri); state !== undefined;) {
      const result = await this.of(uri);
      const now = this.#stateOf(uri);
      if (result !== undefined && now === state) return result;
      state = now;
    }
    return undefined;
  }

  forget(uri: string): void {
    this.#known.delete(uri);
  }
}
