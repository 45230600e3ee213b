/** The step that failed a workflow. */
export interface FailedStep {
  readonly sequence: number;
  /** How many steps the code had called when it learned of the failure: later ones are its reaction. */
  readonly calls: number;
}

/** Remembers the errors that steps gave to the workflow's code, to know them again when the code throws them. */
export class StepErrors {
  readonly #steps = new Map<unknown, FailedStep>();
  #latest: FailedStep | undefined;

  add(error: unknown, step: FailedStep): void {
    this.#steps.set(error, step);
    this.#latest = step;
  }

  /** The step whose error this is, or whose error caused it. */
  stepOf(error: unknown): FailedStep | undefined {
    return this.#search(error, new Set());
  }

  /** The step whose error the code got last, if it has called no other step since. */
  latest(calls: number): FailedStep | undefined {
    return this.#latest?.calls === calls ? this.#latest : undefined;
  }

  #search(error: unknown, above: ReadonlySet<unknown>): FailedStep | undefined {
    const step = this.#steps.get(error);
    if (step !== undefined || !(error instanceof Error) || above.has(error)) return step;
    const inside = new Set(above).add(error);
    const causes = error instanceof AggregateError ? [error.cause, ...error.errors] : [error.cause];
    for (const cause of causes) {
      const found = cause === undefined ? undefined : this.#search(cause, inside);
      if (found !== undefined) return found;
    }
    return undefined;
  }
}
