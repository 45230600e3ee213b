import { createRequire } from "node:module";

interface RequestQueue {
  readonly pending: readonly unknown[];
  readonly throttledUntil: number;
  scheduleCheckPendingRequests: (this: RequestQueue) => void;
}

const patched = Symbol.for("seqwright.kafkajs.request-queue");

/**
 * kafkajs 2.2.4 re-arms a timer on every connection even when nothing waits, with a delay computed from
 * `throttledUntil = -1`: a 1 ms timer for ever (about 5 % of a core when idle) and, on Node 24 and later, a
 * `TimeoutNegativeWarning`. Nobody waits for that timer unless requests are pending or the broker throttles, so it is
 * left out in all other cases. Other versions are left as they are.
 */
export function patchRequestQueue(): void {
  const require = createRequire(import.meta.url);
  const { version } = require("kafkajs/package.json") as { readonly version: string };
  if (version !== "2.2.4") return;
  const { prototype } = require("kafkajs/src/network/requestQueue") as { readonly prototype: RequestQueue };
  if (Object.hasOwn(prototype, patched)) return;

  const original = prototype.scheduleCheckPendingRequests;
  prototype.scheduleCheckPendingRequests = function scheduleCheckPendingRequests() {
    if (this.pending.length === 0 && this.throttledUntil <= Date.now()) return;
    original.call(this);
  };
  Object.defineProperty(prototype, patched, { value: true });
}
