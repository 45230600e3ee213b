import { RetryableError } from "../errors/errors.ts";

/** Lets one caller at a time in, in the order in which they come. */
export interface SessionLock {
  /**
   * Runs `work` alone. Gives up with a `RetryableError` when others have kept it waiting for too long, so that work
   * inside the lock that waits for work outside of it comes to an end instead of hanging.
   */
  run<T>(work: () => Promise<T>): Promise<T>;
}

export function sessionLock(waitTimeoutMs: number): SessionLock {
  const waiting = new Set<() => void>();
  let held = false;

  const acquire = async (): Promise<void> => {
    if (!held) {
      held = true;
      return;
    }
    await new Promise<void>((resolve, reject) => {
      const enter = (): void => {
        clearTimeout(timer);
        resolve();
      };
      const timer = setTimeout(() => {
        waiting.delete(enter);
        reject(new RetryableError(`the database was busy with a transaction for ${waitTimeoutMs} ms`));
      }, waitTimeoutMs);
      waiting.add(enter);
    });
  };

  const release = (): void => {
    const [next] = waiting;
    if (next === undefined) {
      held = false;
      return;
    }
    waiting.delete(next);
    next();
  };

  return {
    async run(work) {
      await acquire();
      try {
        return await work();
      } finally {
        release();
      }
    },
  };
}
