/** Work that begins anew every so often. */
export interface Rounds extends AsyncDisposable {
  /** Begins the first round at once. */
  start(): void;
  /** Begins no further round, and resolves when the one under way is over. */
  stop(): Promise<void>;
}

// Node's timers take no longer delay: a longer one fires at once.
const timeoutMaxMs = 2 ** 31 - 1;

/**
 * One round after the other, `everyMs` from the beginning of one to that of the next; where a round takes longer, the next
 * follows at once. A round that fails is reported, and the next one comes all the same. Time is that of the global
 * timers, so tests that replace those turn it.
 */
export function rounds(
  everyMs: number,
  { round, onError }: { readonly round: () => Promise<unknown>; readonly onError: (error: unknown) => void },
): Rounds {
  let state: "new" | "started" | "stopped" = "new";
  let timer: NodeJS.Timeout | undefined;
  let underWay: Promise<void> | undefined;

  const begin = async (): Promise<void> => {
    const began = Date.now();
    try {
      await round();
    } catch (error) {
      onError(error);
    }
    waitUntil(began + everyMs);
  };

  const waitUntil = (due: number): void => {
    if (state !== "started") return;
    const left = Math.max(0, due - Date.now());
    timer = setTimeout(
      () => {
        if (left > timeoutMaxMs) waitUntil(due);
        else underWay = begin();
      },
      Math.min(left, timeoutMaxMs),
    );
  };

  const stop = async (): Promise<void> => {
    state = "stopped";
    clearTimeout(timer);
    await underWay;
  };

  return {
    start() {
      if (state !== "new") return;
      state = "started";
      underWay = begin();
    },
    stop,
    [Symbol.asyncDispose]: stop,
  };
}
