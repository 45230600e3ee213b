import type { Repair } from "./repair.ts";

interface RequestQueue {
  readonly pending: readonly unknown[];
  readonly throttledUntil: number;
  scheduleCheckPendingRequests: (this: RequestQueue) => void;
  requestTimeoutIntervalId: NodeJS.Timeout | null | undefined;
  scheduleRequestTimeoutCheck: (this: RequestQueue) => void;
}

/**
 * kafkajs sets a timer again and again on every connection, even when no request waits. Its delay comes from
 * `throttledUntil = -1`, so it fires every millisecond (about 5 % of a core when idle) and makes Node 24 and later print
 * a `TimeoutNegativeWarning`. The timer is needed only when requests are pending or the broker throttles: with the
 * repair it is set only then.
 *
 * Another timer, which looks for requests without an answer, stays when a broker closes its connection, and keeps the
 * process from ending. With the repair it does not. While an answer can still come, the socket keeps the process alive.
 */
export const requestQueueRepair: Repair = {
  file: "network/requestQueue",
  methods: ["scheduleCheckPendingRequests", "scheduleRequestTimeoutCheck"],
  apply(prototype) {
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
  },
};
