import { patchPrototype } from "./kafkajs-internals.ts";

interface RequestQueue {
  readonly pending: readonly unknown[];
  readonly throttledUntil: number;
  scheduleCheckPendingRequests: (this: RequestQueue) => void;
  requestTimeoutIntervalId: NodeJS.Timeout | null | undefined;
  scheduleRequestTimeoutCheck: (this: RequestQueue) => void;
}

/**
 * kafkajs 2.2.4 re-arms a timer on every connection even when nothing waits, with a delay computed from
 * `throttledUntil = -1`: a 1 ms timer for ever (about 5 % of a core when idle) and, on Node 24 and later, a
 * `TimeoutNegativeWarning`. Nobody waits for that timer unless requests are pending or the broker throttles, so it is
 * left out in all other cases.
 *
 * The timer that looks for requests without an answer outlives connections that a broker took down with it, and would
 * keep the process from ever ending. As long as an answer can come, its socket keeps the process alive.
 */
export function patchRequestQueue(): void {
  patchPrototype("network/requestQueue", (prototype) => {
    const queue = prototype as RequestQueue;
    const original = queue.scheduleCheckPendingRequests;
    queue.scheduleCheckPendingRequests = function scheduleCheckPendingRequests() {
      if (this.pending.length === 0 && this.throttledUntil <= Date.now()) return;
      original.call(this);
    };
    const schedule = queue.scheduleRequestTimeoutCheck;
    queue.scheduleRequestTimeoutCheck = function scheduleRequestTimeoutCheck() {
      schedule.call(this);
      this.requestTimeoutIntervalId?.unref();
    };
  });
}
