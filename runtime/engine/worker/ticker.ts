/** Does something every so often, never twice at once. */
export interface Ticker {
  start(): void;
  /** Does it at once, or once more if it is being done; only while started. */
  now(): void;
  /** Resolves when it is no longer being done. */
  stop(): Promise<void>;
}

// Node's timers take no longer delay: a longer one fires at once.
const timeoutMaxMs = 2 ** 31 - 1;

export function ticker(everyMs: number, work: () => Promise<void>): Ticker {
  const status: { state: "new" | "started" | "stopped" } = { state: "new" };
  let timer: NodeJS.Timeout | undefined;
  let working: Promise<void> | undefined;
  let again = false;

  const tick = async (): Promise<void> => {
    clearTimeout(timer);
    do {
      again = false;
      await work();
    } while (again && status.state === "started");
    working = undefined;
    if (status.state === "started") timer = setTimeout(now, Math.min(everyMs, timeoutMaxMs));
  };

  const now = (): void => {
    if (status.state !== "started") return;
    if (working === undefined) working = tick();
    else again = true;
  };

  return {
    start() {
      if (status.state !== "new") return;
      status.state = "started";
      now();
    },
    now,
    async stop() {
      status.state = "stopped";
      clearTimeout(timer);
      await working;
    },
  };
}
