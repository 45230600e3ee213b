/** Hands events to a message broker. */
export interface EventPublisher {
  /** Resolves when the broker has the event. */
  publish<Payload>(event: OutgoingEvent<Payload>): Promise<void>;
}

export interface OutgoingEvent<Payload = unknown> {
  readonly topic: string;
  /** Events with the same key keep their order. */
  readonly key?: string;
  readonly type: string;
  readonly payload: Payload;
  readonly headers?: Readonly<Record<string, string>>;
}
