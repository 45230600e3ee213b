export interface Watchdog {
  /** Some work has just started. */
  started(): void;
  close(): void;
}

/** Calls back for work that takes too long. One timer serves all: timers per record would cost more than the records. */
export function watchdog<Work>(
  deadlineMs: number,
  works: Iterable<Work>,
  /** Since when its time is running, by `performance.now()`; `undefined` when it is not. */
  sinceOf: (work: Work) => number | undefined,
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
      const since = sinceOf(work);
      if (since === undefined) continue;
      if (since <= latest) expired.push(work);
      else earliest = Math.min(earliest, since);
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
