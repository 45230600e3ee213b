import { errorText } from "../../errors/error-text.ts";
import type { StoredEvent } from "../../ports/event-store.ts";
import type { SqlDatabase } from "../../ports/sql-database.ts";
import { judgeFailure, type RetryPolicy } from "../../retry/retry-policy.ts";
import type { Checkpoint, Checkpoints } from "./checkpoint.ts";
import type { NextEvent } from "./next-events.ts";
import { park, takeParked } from "./parked-events.ts";
import type { EventSubscriptionOptions, SubscriptionEvent } from "./subscription-options.ts";

export interface EventTurnSettings extends Pick<EventSubscriptionOptions, "name" | "handle"> {
  readonly retry: RetryPolicy;
  readonly random: () => number;
  readonly tell: (event: SubscriptionEvent) => void;
}

/** What the handler threw, told from what the database did. */
class HandlerFailure extends Error {}

/** Takes events to the handler, one at a time, and settles what follows. */
export class EventTurn {
  readonly #db: SqlDatabase;
  readonly #checkpoints: Checkpoints;
  readonly #settings: EventTurnSettings;

  constructor(db: SqlDatabase, checkpoints: Checkpoints, settings: EventTurnSettings) {
    this.#db = db;
    this.#checkpoints = checkpoints;
    this.#settings = settings;
  }

  /** True when the checkpoint is behind the event now. Otherwise it is to be read again: another process is at it, or the event has to wait. */
  async take(checkpoint: Checkpoint, { event, position }: NextEvent): Promise<boolean> {
    const { name: subscription, tell } = this.#settings;
    try {
      const taken = await this.#db.transaction(async () => {
        if (!(await this.#checkpoints.claim(checkpoint))) return false;
        await this.#handle(event);
        await this.#checkpoints.advance(position);
        return true;
      });
      if (taken) tell({ subscription, kind: "handled", event });
      return taken;
    } catch (failure) {
      if (!(failure instanceof HandlerFailure)) throw failure;
      return this.#settle(checkpoint, { event, position }, failure.cause);
    }
  }

  /** Tries an event again that was parked and that somebody asks for; false where there is none. */
  async takeParked(): Promise<boolean> {
    const { name: subscription, tell } = this.#settings;
    let taken: StoredEvent | undefined;
    try {
      await this.#db.transaction(async () => {
        taken = await takeParked(this.#db, subscription);
        if (taken !== undefined) await this.#handle(taken);
      });
      if (taken !== undefined) tell({ subscription, kind: "handled", event: taken });
    } catch (failure) {
      if (!(failure instanceof HandlerFailure) || taken === undefined) throw failure;
      await park(this.#db, subscription, taken, textOf(failure.cause));
      tell({ subscription, kind: "parked", event: taken, error: failure.cause });
    }
    return taken !== undefined;
  }

  async #handle(event: StoredEvent): Promise<void> {
    try {
      await this.#settings.handle(event);
    } catch (cause) {
      throw new HandlerFailure("the handler failed", { cause });
    }
  }

  /** After a failure: a pause, or the event is put aside and the next one follows. */
  async #settle(checkpoint: Checkpoint, { event, position }: NextEvent, error: unknown): Promise<boolean> {
    const { name: subscription, retry, random, tell } = this.#settings;
    const failures = checkpoint.failures + 1;
    const verdict = judgeFailure(retry, error, failures, random());
    if (verdict.kind === "retry") {
      const afterMs = verdict.delayMs;
      await this.#checkpoints.failed(checkpoint, failures, afterMs, textOf(error));
      tell({ subscription, kind: "failed", event, error, failures, afterMs });
      return false;
    }
    const parked = await this.#db.transaction(async () => {
      if (!(await this.#checkpoints.claim(checkpoint))) return false;
      await park(this.#db, subscription, event, textOf(error));
      await this.#checkpoints.advance(position);
      return true;
    });
    if (parked) tell({ subscription, kind: "parked", event, error });
    return parked;
  }
}

// PostgreSQL keeps no zero characters, and an operator reads no books.
function textOf(error: unknown): string {
  return errorText(error).replaceAll("\0", "").slice(0, 2_000);
}
