export interface Awaiting {
  readonly offset: number;
  /** By `performance.now()`; `undefined` when nobody is waited for. */
  readonly awaitingSince: number | undefined;
}

export interface Overdue<Work> {
  /** The lowest offset: what holds the others back. */
  readonly first: Work;
  readonly waitedMs: number;
  readonly outstanding: number;
}

export interface OverdueAlarm {
  /** Some work waits from now on. */
  started(): void;
  close(): void;
}

/**
 * Reports work that waits for somebody's word for longer than a time: within twice that time, and again each time that
 * it has passed. One report for all: an answer that never comes is seldom alone.
 */
export function overdueAlarm<Work extends Awaiting>(
  afterMs: number,
  works: Iterable<Work>,
  report: (overdue: Overdue<Work>) => void,
): OverdueAlarm {
  let timer: NodeJS.Timeout | undefined;

  const arm = (): void => {
    timer ??= setTimeout(check, afterMs).unref();
  };
  const check = (): void => {
    timer = undefined;
    const now = performance.now();
    const waiting = [...works].filter(({ awaitingSince }) => awaitingSince !== undefined);
    if (waiting.length > 0) arm();
    const late = waiting.filter(({ awaitingSince = now }) => now - awaitingSince >= afterMs);
    const [first] = late.toSorted((a, b) => a.offset - b.offset);
    if (first === undefined) return;
    report({ first, waitedMs: Math.round(now - (first.awaitingSince ?? now)), outstanding: late.length });
  };

  return {
    started: arm,
    close() {
      clearTimeout(timer);
    },
  };
}
