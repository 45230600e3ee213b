/** The step that failed a workflow. */
export interface FailedStep {
  readonly sequence: number;
  /** How many steps the code had called when it learned of the failure: later ones are its reaction. */
  readonly calls: number;
}

/** The errors that steps handed to the workflow's code, to know them again when the code throws them. */
export interface ErrorsHanded {
  note(error: unknown, step: FailedStep): void;
  /** The step whose error this is, or what caused it. */
  stepOf(error: unknown): FailedStep | undefined;
  /** The step whose error was handed over last, unless the code has called another one since. */
  latest(calls: number): FailedStep | undefined;
}

export function errorsHanded(): ErrorsHanded {
  const steps = new Map<unknown, FailedStep>();
  let last: FailedStep | undefined;

  const stepOf = (error: unknown, above: ReadonlySet<unknown>): FailedStep | undefined => {
    const step = steps.get(error);
    if (step !== undefined || !(error instanceof Error) || above.has(error)) return step;
    const inside = new Set(above).add(error);
    const causes = error instanceof AggregateError ? [error.cause, ...error.errors] : [error.cause];
    for (const cause of causes) {
      const found = cause === undefined ? undefined : stepOf(cause, inside);
      if (found !== undefined) return found;
    }
    return undefined;
  };

  return {
    note(error, step) {
      steps.set(error, step);
      last = step;
    },
    stepOf: (error) => stepOf(error, new Set()),
    latest: (calls) => (last?.calls === calls ? last : undefined),
  };
}
