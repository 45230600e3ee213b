export interface Awaiting {
  readonly offset: number;
  /** By `performance.now()`; `undefined` when it does not wait. */
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
 * Reports work that has waited longer than `afterMs` for its acknowledgement: at the latest after twice that time, and
 * then again after each `afterMs`. One report covers all such work.
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
