type Task = () => Promise<void>;

/** The background tasks of one workflow: they wait until its operation has answered. */
export class WorkflowTasks {
  readonly #run: (task: Task) => Promise<void>;
  readonly #waiting: Task[] = [];
  readonly #running = new Set<Promise<void>>();
  #isStarted = false;

  /** `run` calls the task in the right context. */
  constructor(run: (task: Task) => Promise<void>) {
    this.#run = run;
  }

  add(task: Task): void {
    if (this.#isStarted) this.#launch(task);
    else this.#waiting.push(task);
  }

  /** The operation has answered. */
  start(): void {
    this.#isStarted = true;
    for (const task of this.#waiting.splice(0)) this.#launch(task);
  }

  isStarted(): boolean {
    return this.#isStarted;
  }

  /** Those that are not over. One that failed stays, and rejects. */
  running(): ReadonlySet<Promise<void>> {
    return this.#running;
  }

  #launch(task: Task): void {
    const running = Promise.resolve()
      .then(() => this.#run(task))
      .then(() => void this.#running.delete(running));
    // Whoever waits for the tasks sees the rejection; it must not count as unhandled before that.
    running.catch(() => undefined);
    this.#running.add(running);
  }
}
