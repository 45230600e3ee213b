import { notify } from "../../errors/notify.ts";
import type { SqlDatabase } from "../../ports/sql-database.ts";
import { stepRetries } from "../../retry/retry-policy.ts";
import { sleep } from "../../time/sleep.ts";
import { refuseRestored } from "../restored-events.ts";
import { checkpointsOf } from "./checkpoint.ts";
import { EventTurn } from "./event-turn.ts";
import { nextEvents } from "./next-events.ts";
import type { EventSubscriptionOptions } from "./subscription-options.ts";

/**
 * Hands the events of the store to a handler, each one once, in an order in which every stream keeps its own. An event that no
 * further try can help is parked (`parkedEvents`), and the next one follows.
 */
export interface EventSubscription extends AsyncDisposable {
  /** Rejects where the database cannot be asked, or was restored from a dump and not adopted. */
  start(): Promise<void>;
  /** Looks for events at once, without waiting for the next poll: somebody has just appended some. */
  lookNow(): void;
  /** Handles no further event, and resolves when the one under way is over. */
  stop(): Promise<void>;
}

export function eventSubscription(db: SqlDatabase, options: EventSubscriptionOptions): EventSubscription {
  const { name, handle, categories = [], from = "beginning", pollMs = 200, batchMax = 100 } = options;
  const checkpoints = checkpointsOf(db, name);
  const turn = new EventTurn(db, checkpoints, {
    name,
    handle,
    retry: { ...stepRetries, ...options.retry },
    random: options.random ?? Math.random,
    tell: (event) => notify(options.observe, event),
  });
  const stopping = new AbortController();
  let pause = new AbortController();
  let running: Promise<void> | undefined;

  /** Handles what there is; resolves to how long to wait before the next look. */
  const look = async (): Promise<number> => {
    if (!stopping.signal.aborted && (await turn.takeParked())) return 0;
    let checkpoint = await checkpoints.read();
    if (checkpoint.waitMs > 0) return Math.min(checkpoint.waitMs, pollMs);
    const events = await nextEvents(db, checkpoint, { categories, batchMax });
    for (const next of events) {
      if (stopping.signal.aborted) return 0;
      if (!(await turn.take(checkpoint, next))) return pollMs;
      checkpoint = { ...next.position, failures: 0, waitMs: 0 };
    }
    return events.length === 0 ? pollMs : 0;
  };

  const run = async (): Promise<void> => {
    while (!stopping.signal.aborted) {
      pause = new AbortController();
      const waitMs = await look().catch((error: unknown) => {
        notify(options.observe, { subscription: name, kind: "trouble", error });
        return pollMs;
      });
      if (waitMs > 0) await sleep(waitMs, AbortSignal.any([pause.signal, stopping.signal]));
    }
  };

  const stop = async (): Promise<void> => {
    stopping.abort();
    await running;
  };

  return {
    async start() {
      if (running !== undefined || stopping.signal.aborted) return;
      await refuseRestored(db);
      await checkpoints.create(from);
      running ??= run();
    },
    lookNow: () => pause.abort(),
    stop,
    [Symbol.asyncDispose]: stop,
  };
}
