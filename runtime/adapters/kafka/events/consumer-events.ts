/** What a consumer reports while it works: for logs, metrics and live views. */
export type KafkaConsumerEvent =
  | (RecordEvent & { readonly kind: "handled"; readonly attempt: number })
  /** Of a type that this consumer does not handle. */
  | (RecordEvent & { readonly kind: "skipped" })
  /** The failure is on record and the next try comes after `delayMs`. */
  | (RecordEvent & {
      readonly kind: "retry";
      readonly attempt: number;
      readonly delayMs: number;
      readonly error: unknown;
    })
  | (RecordEvent & {
      readonly kind: "dead-lettered";
      readonly deadLetterTopic: string;
      readonly reason: DeadLetterReason;
      readonly attempts: number;
      readonly error: unknown;
    })
  /** The dead letter topic did not take the record; it is tried again and the record stays outstanding. */
  | (RecordEvent & { readonly kind: "dead-letter-failed"; readonly error: unknown })
  /**
   * Nobody has acknowledged or rejected this record and `outstanding - 1` others of the partition for `waitedMs` or
   * longer. Reported again and again while that is so. The committed offset stays at the first of them, and the partition
   * stops when `inFlightMax` records have come after it.
   */
  | (RecordEvent & { readonly kind: "ack-overdue"; readonly waitedMs: number; readonly outstanding: number })
  /** The partition belongs to another consumer by now, or the consumer has stopped. */
  | (RecordEvent & { readonly kind: "ack-dropped" })
  | (PartitionEvent & { readonly kind: "assigned" })
  | (PartitionEvent & { readonly kind: "revoked" })
  /** More records have come than can be taken in; fetching goes on when there is room. */
  | (PartitionEvent & { readonly kind: "paused" })
  | (PartitionEvent & { readonly kind: "resumed" })
  | (PartitionEvent & { readonly kind: "committed"; readonly offset: string })
  /**
   * More records than there is room for in the metadata of the committed offset have failed, or have been dealt with
   * while an earlier one is outstanding. Should the partition go to another process now, `records` of them would be
   * handled again, or tried again more often. Reported once, until there is room for all.
   */
  | (PartitionEvent & { readonly kind: "progress-not-kept"; readonly records: number })
  /** kafkajs' consumer stopped; it goes on by itself, or is rebuilt. */
  | { readonly kind: "crashed"; readonly error: unknown }
  | { readonly kind: "rebuilt" }
  /** Something failed that will be tried again. */
  | { readonly kind: "trouble"; readonly attempted: string; readonly error: unknown };

/** `poison`: undecodable or invalid by schema; the handler never saw it. */
export type DeadLetterReason = "poison" | "fatal" | "exhausted";

interface PartitionEvent {
  readonly topic: string;
  readonly partition: number;
}

interface RecordEvent extends PartitionEvent {
  readonly offset: string;
}

export type OnConsumerEvent = (event: KafkaConsumerEvent) => void;
