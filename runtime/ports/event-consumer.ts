import type { Acknowledgement } from "./acknowledgement.ts";

/** An event as it came from a message broker. */
export interface ConsumedEvent<Payload = unknown> {
  readonly topic: string;
  readonly partition: number;
  readonly offset: string;
  readonly key: string | null;
  /** `undefined` when the event does not say. */
  readonly type: string | undefined;
  readonly payload: Payload;
  readonly headers: Readonly<Record<string, string>>;
  readonly timestamp: Date;
  /** 1 at the first try; goes on counting across restarts. */
  readonly attempt: number;
  /** Aborted when the result is no longer wanted: the deadline has passed, or the work went to another consumer. */
  readonly signal: AbortSignal;
}

/** The event counts as dealt with when the promise resolves, and as failed when it rejects. */
export type EventHandler<Payload> = (event: ConsumedEvent<Payload>) => Promise<void>;

/** Answers at once; the event counts as dealt with when its acknowledgement says so, in any order. */
export type DeferredEventHandler<Payload> = (
  event: ConsumedEvent<Payload>,
  ack: DeferredAcknowledgement,
) => Promise<void>;

export interface DeferredAcknowledgement extends Acknowledgement {
  /** Background work failed: the event is tried again or dead-lettered as if the handler had thrown this. */
  reject(error: unknown): Promise<void>;
}

/** Receives events from a message broker. */
export interface EventConsumer extends AsyncDisposable {
  /** Resolves when the consumer is connected and takes part in its group. */
  start(): Promise<void>;
  /** Finishes the work under way, or releases it for another consumer, and leaves. Disposing does the same. */
  stop(): Promise<void>;
}
