/** What was started, to be stopped in the opposite order. */
export interface OwnedParts {
  readonly own: <Part extends AsyncDisposable>(part: Part) => Part;
  /**
   * Stops every part, whatever becomes of the others, and then rejects if one could not be stopped. Calling it again
   * waits for the same.
   */
  readonly stop: () => Promise<void>;
}

export function ownedParts(): OwnedParts {
  const parts: AsyncDisposable[] = [];
  let stopping: Promise<void> | undefined;

  const stopAll = async (): Promise<void> => {
    const failures: unknown[] = [];
    // One may still be starting another.
    for (let part = parts.pop(); part !== undefined; part = parts.pop()) {
      try {
        await part[Symbol.asyncDispose]();
      } catch (error) {
        failures.push(error);
      }
    }
    if (failures.length === 1) throw failures[0];
    if (failures.length > 1) throw new AggregateError(failures, "several parts could not be stopped");
  };

  return {
    own: (part) => {
      parts.push(part);
      return part;
    },
    stop: () => (stopping ??= stopAll()),
  };
}
