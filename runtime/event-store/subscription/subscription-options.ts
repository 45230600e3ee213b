import type { StoredEvent } from "../../ports/event-store.ts";
import type { RetryPolicy } from "../../retry/retry-policy.ts";
import type { SubscriptionStart } from "./checkpoint.ts";

/** What a subscription tells of itself. */
export type SubscriptionEvent = { readonly subscription: string } & (
  | { readonly kind: "handled"; readonly event: StoredEvent }
  | {
      readonly kind: "failed";
      readonly event: StoredEvent;
      readonly error: unknown;
      readonly failures: number;
      /** The pause before the next try. */
      readonly afterMs: number;
    }
  | { readonly kind: "parked"; readonly event: StoredEvent; readonly error: unknown }
  /** The database did not answer as it should; the subscription looks again after `pollMs`. */
  | { readonly kind: "trouble"; readonly error: unknown }
);

export interface EventSubscriptionOptions {
  /** Unique in the database: processes that use the same name share the work, one event at a time. */
  readonly name: string;
  /** Only streams of these categories. Default: all streams. */
  readonly categories?: readonly string[];
  /** Where a subscription begins that nobody has had before. Default: `"beginning"`. */
  readonly from?: SubscriptionStart;
  /**
   * Runs in a transaction of the store's database, together with the checkpoint: what it writes there happens exactly once,
   * whatever it does elsewhere at least once.
   */
  readonly handle: (event: StoredEvent) => Promise<void>;
  /** When an event that failed is tried again. Those behind it wait. Default: 10 retries after pauses of 200 ms to one minute. */
  readonly retry?: Partial<RetryPolicy>;
  /** How often to look for new events. Default: 200 ms. */
  readonly pollMs?: number;
  /** How many events are read at a time. Default: 100. */
  readonly batchMax?: number;
  /** Called for everything that happens. What it throws becomes a warning of the process. */
  readonly observe?: (event: SubscriptionEvent) => void;
  /** In [0, 1); for the jitter of pauses. */
  readonly random?: () => number;
}
