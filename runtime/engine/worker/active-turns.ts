import type { WorkflowRun } from "../turn/workflow-run.ts";

/** The workflows that this process is at work on, and the places that it has for further ones. */
export class ActiveTurns {
  readonly #concurrency: number;
  readonly #onFree: () => void;
  readonly #working = new Map<WorkflowRun, Promise<void>>();
  readonly #suspects = new Set<WorkflowRun>();
  #setAside = 0;

  /** `onFree` is called whenever a turn is over. */
  constructor(concurrency: number, onFree: () => void) {
    this.#concurrency = concurrency;
    this.#onFree = onFree;
  }

  /** How many more there is a place for. */
  places(): number {
    return Math.max(0, this.#concurrency - this.#working.size - this.#setAside);
  }

  /** Sets a place aside for a workflow that is being begun, if there is one. To be given back before it is added. */
  setAside(): boolean {
    if (this.places() === 0) return false;
    this.#setAside += 1;
    return true;
  }

  giveBack(): void {
    this.#setAside -= 1;
  }

  /** `work` settles when the turn is over and written down. A suspect may be what has killed workers. */
  add(run: WorkflowRun, isSuspect: boolean, work: Promise<void>): void {
    if (isSuspect) this.#suspects.add(run);
    const working = work.finally(() => {
      this.#working.delete(run);
      this.#suspects.delete(run);
      this.#onFree();
    });
    this.#working.set(run, working);
  }

  runs(): readonly WorkflowRun[] {
    return [...this.#working.keys()];
  }

  hasSuspect(): boolean {
    return this.#suspects.size > 0;
  }

  /** Resolves when there is none. */
  async idle(): Promise<void> {
    while (this.#working.size > 0) await Promise.all(this.#working.values());
  }
}
