/** Calls back for work that takes too long. One timer serves all: timers per record would cost more than the records. */
export interface Watchdog {
  watch(work: Watched): void;
  unwatch(work: Watched): void;
  close(): void;
}

export interface Watched {
  /** Set by the watchdog. */
  startedAt: number;
  expire(): void;
}

export function watchdog(deadlineMs: number): Watchdog {
  // In order of their start, hence of their deadlines.
  const working = new Set<Watched>();
  let timer: NodeJS.Timeout | undefined;

  const arm = (delayMs: number): void => {
    timer = setTimeout(check, delayMs).unref();
  };
  const check = (): void => {
    timer = undefined;
    const now = performance.now();
    for (const work of working) {
      const leftMs = work.startedAt + deadlineMs - now;
      if (leftMs > 0) return arm(leftMs + 1);
      working.delete(work);
      work.expire();
    }
  };

  return {
    watch(work) {
      work.startedAt = performance.now();
      working.add(work);
      if (timer === undefined) arm(deadlineMs);
    },
    unwatch(work) {
      working.delete(work);
    },
    close() {
      clearTimeout(timer);
      working.clear();
    },
  };
}
