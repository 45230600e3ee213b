export interface Watched {
  /** Whether its time is running. */
  readonly running: boolean;
  /** By `performance.now()`. */
  readonly startedAt: number;
}

export interface Watchdog {
  /** Some work has just started. */
  started(): void;
  close(): void;
}

/** Calls back for work that takes too long. One timer serves all: timers per record would cost more than the records. */
export function watchdog<Work extends Watched>(
  deadlineMs: number,
  works: Iterable<Work>,
  onExpired: (work: Work) => void,
): Watchdog {
  let timer: NodeJS.Timeout | undefined;

  // Work that starts later also ends its time later, so the earliest end known when the timer was set stays the
  // earliest.
  const arm = (delayMs: number): void => {
    timer = setTimeout(check, delayMs).unref();
  };
  const check = (): void => {
    timer = undefined;
    const latest = performance.now() - deadlineMs;
    let earliest = Number.POSITIVE_INFINITY;
    const expired: Work[] = [];
    for (const work of works) {
      if (!work.running) continue;
      if (work.startedAt <= latest) expired.push(work);
      else earliest = Math.min(earliest, work.startedAt);
    }
    if (earliest < Number.POSITIVE_INFINITY) arm(earliest - latest + 1);
    for (const work of expired) onExpired(work);
  };

  return {
    started() {
      if (timer === undefined) arm(deadlineMs + 1);
    },
    close() {
      clearTimeout(timer);
    },
  };
}
