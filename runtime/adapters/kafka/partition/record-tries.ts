import type { KafkaMessage } from "kafkajs";
import { RetryableError } from "../../../errors/errors.ts";
import type { ConsumedEvent, DeferredAcknowledgement } from "../../../ports/event-consumer.ts";
import { judgeFailure, type RetryPolicy } from "../../../retry/retry-policy.ts";
import { sleep } from "../../../time/sleep.ts";
import type { DeadLetter } from "../dead-letter/dead-letters.ts";
import type { DeadLetterReason, OnConsumerEvent } from "../events/consumer-events.ts";
import { eventTypeHeader, headerText } from "../records/record-headers.ts";
import type { DecodeRecord } from "../records/decode-record.ts";
import { type Delivery, DeliveredEvent } from "./delivery.ts";
import { type DeadlineSettings, type DeliveryDeadlines, deliveryDeadlines } from "./delivery-deadlines.ts";

/** What a record's retries may depend on. */
export interface RecordKind {
  readonly topic: string;
  /** `undefined` when the record does not say. */
  readonly type: string | undefined;
}

export interface TrySettings<Payload> extends DeadlineSettings {
  readonly handler: (event: ConsumedEvent<Payload>, ack: DeferredAcknowledgement) => Promise<void>;
  readonly deferred: boolean;
  readonly decode: DecodeRecord<Payload>;
  /** Whether this consumer handles records like this one at all. */
  readonly accepts: (message: KafkaMessage) => boolean;
  readonly retryOf: (record: RecordKind) => RetryPolicy;
  /** Resolves to the topic that the letter went to. Called again when it rejects. */
  readonly sendDeadLetter: (letter: DeadLetter) => Promise<string>;
  readonly onEvent: OnConsumerEvent;
}

/** What the tries of records need of their partition. */
export interface TriesHost<Payload> {
  readonly topic: string;
  readonly partition: number;
  /** How often records failed, by offset. */
  readonly failures: Map<number, number>;
  /** Records under way. */
  readonly active: Iterable<Delivery<Payload>>;
  /** Aborted when records stop waiting for their next try. */
  readonly releasing: AbortSignal;
  isClosed(): boolean;
  /** When the next handler may be called; `undefined` for now. */
  mayStart(): Promise<void> | undefined;
  /** A handler has returned, or its time is over; or a dead letter has arrived. */
  stopped(): void;
  /** Resolves when the failure counts are committed, or the partition has been closed. */
  persistFailures(): Promise<void>;
  /** The record has been dealt with. */
  settle(of: Delivery<Payload>): void;
  /** The record will not be dealt with here. */
  release(of: Delivery<Payload>): void;
  /** The record no longer counts among those handled at the same time. */
  freePlace(of: Delivery<Payload>): void;
}

const letterDelayMs = 100;
const letterDelayMaxMs = 5000;

/** Takes records through decoding, tries of the handler, the pauses between them, and the dead letter topic. */
export class RecordTries<Payload> {
  readonly #settings: TrySettings<Payload>;
  readonly #host: TriesHost<Payload>;
  readonly #deadlines: DeliveryDeadlines;

  constructor(settings: TrySettings<Payload>, host: TriesHost<Payload>) {
    this.#settings = settings;
    this.#host = host;
    this.#deadlines = deliveryDeadlines(settings, host.active, {
      handlerIsLate: (of, error) => this.#threw(of, of.attempt, error),
      acknowledgementIsLate: (of, error) => this.#rejected(of, error),
      acknowledgementIsOverdue: ({ first, waitedMs, outstanding }) =>
        settings.onEvent({ kind: "ack-overdue", ...this.#placeOf(first), waitedMs, outstanding }),
    });
  }

  begin(of: Delivery<Payload>): void {
    const { accepts, decode } = this.#settings;
    if (!accepts(of.message)) return this.#skip(of);
    try {
      of.payload = decode(of.message, this.#host.topic);
    } catch (error) {
      return void this.#sendDeadLetter(of, "poison", error);
    }
    const count = this.#failuresOf(of);
    if (count <= this.#retryOf(of).retriesMax) return this.#attempt(of);
    // The process ended after the last try had failed and before the dead letter was sent.
    of.attempt = count;
    void this.#sendDeadLetter(of, "exhausted", new RetryableError(`failed ${count} times before a restart`));
  }

  close(): void {
    this.#deadlines.close();
  }

  #skip(of: Delivery<Payload>): void {
    this.#host.settle(of);
    this.#settings.onEvent({ kind: "skipped", ...this.#placeOf(of) });
    this.#host.freePlace(of);
  }

  #attempt(of: Delivery<Payload>): void {
    const number = this.#failuresOf(of) + 1;
    of.attempt = number;
    of.running = true;
    of.awaitingSince = undefined;
    of.startedAt = performance.now();
    of.failure = undefined;
    of.abort = undefined;
    this.#deadlines.handlerStarted();
    const { handler, deferred } = this.#settings;
    const event = new DeliveredEvent(this.#host.topic, this.#host.partition, of);
    const ack = deferred ? this.#acknowledgementOf(of) : neverUsed;
    try {
      handler(event, ack).then(
        () => this.#returned(of, number),
        (error: unknown) => this.#threw(of, number, error),
      );
    } catch (error) {
      // A handler that is no async function may throw before there is a promise.
      this.#threw(of, number, error);
    }
  }

  #returned(of: Delivery<Payload>, number: number): void {
    // A handler that overran its deadline has failed already.
    if (!of.running || of.attempt !== number) return;
    of.running = false;
    this.#host.stopped();
    if (of.failure !== undefined && !this.#isOver(of)) return void this.#failed(of, of.failure.error);
    if (!this.#isOver(of)) {
      if (this.#settings.deferred) this.#awaitAcknowledgement(of);
      else this.#handled(of);
    }
    this.#host.freePlace(of);
  }

  #threw(of: Delivery<Payload>, number: number, error: unknown): void {
    if (!of.running || of.attempt !== number) return;
    of.running = false;
    of.failure ??= { error };
    this.#host.stopped();
    of.abort?.abort(error);
    if (this.#isOver(of)) return this.#host.freePlace(of);
    void this.#failed(of, of.failure.error);
  }

  async #failed(of: Delivery<Payload>, error: unknown): Promise<void> {
    const host = this.#host;
    const count = this.#failuresOf(of) + 1;
    const verdict = judgeFailure(this.#retryOf(of), error, count, Math.random());
    if (verdict.kind === "fatal") return this.#sendDeadLetter(of, "fatal", error);
    host.failures.set(of.offset, count);
    await host.persistFailures();
    if (this.#isOver(of)) return host.freePlace(of);
    if (verdict.kind === "exhausted") return this.#sendDeadLetter(of, "exhausted", error);
    const { delayMs } = verdict;
    this.#settings.onEvent({ kind: "retry", ...this.#placeOf(of), attempt: count, delayMs, error });
    await sleep(delayMs, host.releasing);
    await host.mayStart();
    if (this.#isOver(of)) return host.freePlace(of);
    if (!host.releasing.aborted) return this.#attempt(of);
    host.release(of);
    host.freePlace(of);
  }

  #handled(of: Delivery<Payload>): void {
    this.#host.settle(of);
    this.#settings.onEvent({ kind: "handled", ...this.#placeOf(of), attempt: of.attempt });
  }

  #awaitAcknowledgement(of: Delivery<Payload>): void {
    of.awaitingSince = performance.now();
    this.#deadlines.awaitsAcknowledgement();
  }

  #acknowledgementOf(of: Delivery<Payload>): DeferredAcknowledgement {
    const number = of.attempt;
    const isDropped = (): boolean => {
      if (this.#host.isClosed() && !of.settled)
        this.#settings.onEvent({ kind: "ack-dropped", ...this.#placeOf(of) });
      return this.#isOver(of);
    };
    return {
      acknowledge: async () => {
        if (!isDropped()) this.#handled(of);
      },
      reject: async (error) => {
        if (isDropped() || of.attempt !== number || of.failure !== undefined) return;
        if (of.running) of.failure = { error };
        else this.#rejected(of, error);
      },
    };
  }

  #rejected(of: Delivery<Payload>, error: unknown): void {
    of.awaitingSince = undefined;
    of.failure = { error };
    of.abort?.abort(error);
    void this.#failed(of, error);
  }

  /** Sends the record to the dead letter topic, again and again until that takes it or the record is released. */
  async #sendDeadLetter(of: Delivery<Payload>, reason: DeadLetterReason, error: unknown): Promise<void> {
    const host = this.#host;
    of.isDeadLetter = true;
    for (let delayMs = letterDelayMs; !this.#isOver(of); delayMs = Math.min(delayMs * 2, letterDelayMaxMs)) {
      if (await this.#hasSentDeadLetter(of, reason, error)) break;
      await sleep(delayMs, host.releasing);
      if (!host.releasing.aborted) continue;
      host.release(of);
      break;
    }
    of.isDeadLetter = false;
    host.stopped();
    host.freePlace(of);
  }

  async #hasSentDeadLetter(
    of: Delivery<Payload>,
    reason: DeadLetterReason,
    error: unknown,
  ): Promise<boolean> {
    const { sendDeadLetter, onEvent } = this.#settings;
    const { topic, partition } = this.#host;
    const place = this.#placeOf(of);
    try {
      const deadLetterTopic = await sendDeadLetter({ topic, partition, message: of.message, error });
      if (this.#isOver(of)) return true;
      this.#host.settle(of);
      const attempts = reason === "poison" ? 0 : of.attempt;
      onEvent({ kind: "dead-lettered", ...place, deadLetterTopic, reason, attempts, error });
      return true;
    } catch (failure) {
      onEvent({ kind: "dead-letter-failed", ...place, error: failure });
      return false;
    }
  }

  #isOver(of: Delivery<Payload>): boolean {
    return of.settled || this.#host.isClosed();
  }

  #failuresOf({ offset }: Delivery<Payload>): number {
    const { failures } = this.#host;
    return failures.size === 0 ? 0 : (failures.get(offset) ?? 0);
  }

  #retryOf({ message: { headers } }: Delivery<Payload>): RetryPolicy {
    return this.#settings.retryOf({ topic: this.#host.topic, type: headerText(headers, eventTypeHeader) });
  }

  #placeOf({ message }: Delivery<Payload>) {
    const { topic, partition } = this.#host;
    return { topic, partition, offset: message.offset };
  }
}

const neverUsed: DeferredAcknowledgement = { acknowledge: async () => {}, reject: async () => {} };
