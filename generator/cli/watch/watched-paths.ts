import { once } from "node:events";
import { setTimeout as pause } from "node:timers/promises";
import { dirname, sep } from "node:path";
import { type FSWatcher, watch } from "chokidar";

/** How long a program may take for one save that consists of several writes, in milliseconds. */
const oneSaveMs = 20;

/**
 * How long after a change its path is looked at again, in milliseconds. Chokidar drops a second change within 50 ms of the
 * first, and a second removal within 100 ms: an editor that saves, and formats what it saved, would keep its last word.
 */
const droppedMs = 200;

export interface WhatToWatch {
  /** With all that is in it. */
  readonly folder: string;
  /** Also those that are not there yet. */
  readonly files: readonly string[];
}

/** A folder and files that are watched, by absolute paths. */
export class WatchedPaths implements AsyncDisposable {
  readonly #watcher: FSWatcher;
  readonly #signal: AbortSignal;
  readonly #changed = new Set<string>();
  readonly #again = new Map<string, NodeJS.Timeout>();
  #isFailed: { readonly cause: unknown } | undefined;
  #notice = Promise.withResolvers<void>();

  private constructor({ folder, files }: WhatToWatch, signal: AbortSignal) {
    this.#signal = signal;
    // A file that is not there yet is noticed by the folder that it is to be in.
    const around = new Set(files.map((path) => dirname(path)));
    const wanted = new Set([folder, ...around, ...files]);
    const isWanted = (path: string): boolean =>
      wanted.has(path) || (path.startsWith(`${folder}${sep}`) && !path.includes(`${sep}node_modules`));
    this.#watcher = watch([folder, ...around], { ignoreInitial: true, ignored: (path) => !isWanted(path) });
    const notice = (): void => this.#notice.resolve();
    const changed = (path: string): void => {
      this.#changed.add(path);
      notice();
    };
    this.#watcher.on("all", (_event, path) => {
      changed(path);
      const again = this.#again.get(path)?.refresh() ?? setTimeout(changed, droppedMs, path);
      this.#again.set(path, again);
    });
    this.#watcher.on("error", (cause) => {
      this.#isFailed = { cause };
      notice();
    });
    if (signal.aborted) notice();
    else signal.addEventListener("abort", notice, { once: true });
  }

  /** Resolves when no change is missed any more. */
  static async open(what: WhatToWatch, signal: AbortSignal): Promise<WatchedPaths> {
    const watched = new WatchedPaths(what, signal);
    await once(watched.#watcher, "ready");
    return watched;
  }

  /** The absolute paths at which something may have happened, as soon as it may have; rejects with the signal's reason. */
  async next(): Promise<readonly string[]> {
    await this.#notice.promise;
    await pause(oneSaveMs, undefined, { signal: this.#signal }).catch(() => undefined);
    this.#signal.throwIfAborted();
    if (this.#isFailed !== undefined) throw this.#isFailed.cause;
    this.#notice = Promise.withResolvers();
    const paths = [...this.#changed];
    this.#changed.clear();
    return paths;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    for (const timer of this.#again.values()) clearTimeout(timer);
    await this.#watcher.close();
  }
}
