import { RetryableError } from "../../../errors/errors.ts";
import type { ConsumedEvent, DeferredAcknowledgement } from "../../../ports/event-consumer.ts";
import type { DeadLetterReason, OnConsumerEvent } from "../events/consumer-events.ts";
import { type Delivery, DeliveredEvent } from "./delivery.ts";
import type { DeadLetter } from "../dead-letter/dead-letters.ts";
import type { DecodeRecord } from "../records/decode-record.ts";
import type { KafkaMessage } from "kafkajs";
import { judgeFailure, type RetryPolicy } from "../../../retry/retry-policy.ts";
import { overdueAlarm } from "./overdue-alarm.ts";
import { sleep } from "../../../time/sleep.ts";
import { watchdog } from "./watchdog.ts";

export interface TrySettings<Payload> {
  readonly handler: (event: ConsumedEvent<Payload>, ack: DeferredAcknowledgement) => Promise<void>;
  readonly deferred: boolean;
  readonly decode: DecodeRecord<Payload>;
  /** Whether this consumer handles records like this one at all. */
  readonly accepts: (message: KafkaMessage) => boolean;
  readonly retry: RetryPolicy;
  readonly handlerDeadlineMs: number;
  /** `undefined`: none. */
  readonly ackDeadlineMs: number | undefined;
  readonly ackOverdueMs: number;
  /** Resolves to the topic it went to. Tried again when it rejects. */
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
  /** Aborted when nothing is to be waited for any longer. */
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
  /** The record needs its place among those handled at the same time no longer. */
  vacate(of: Delivery<Payload>): void;
}

export interface RecordTries<Payload> {
  begin(of: Delivery<Payload>): void;
  close(): void;
}

/** Takes records through decoding, tries of the handler, waits between them, and the dead letter topic. */
export function recordTries<Payload>(
  settings: TrySettings<Payload>,
  host: TriesHost<Payload>,
): RecordTries<Payload> {
  const { deferred, retry, onEvent } = settings;
  const { topic, partition, failures, releasing } = host;

  const recordOf = ({ message }: Delivery<Payload>) => ({ topic, partition, offset: message.offset });
  const isOver = (of: Delivery<Payload>): boolean => of.settled || host.isClosed();
  const failuresOf = ({ offset }: Delivery<Payload>): number =>
    failures.size === 0 ? 0 : (failures.get(offset) ?? 0);

  const bury = async (of: Delivery<Payload>, reason: DeadLetterReason, error: unknown): Promise<void> => {
    const attempts = reason === "poison" ? 0 : of.attempt;
    of.burying = true;
    for (let delayMs = 100; !isOver(of); delayMs = Math.min(delayMs * 2, 5000)) {
      try {
        const letter = { topic, partition, message: of.message, error };
        const deadLetterTopic = await settings.sendDeadLetter(letter);
        if (isOver(of)) break;
        host.settle(of);
        onEvent({ kind: "dead-lettered", ...recordOf(of), deadLetterTopic, reason, attempts, error });
      } catch (failure) {
        onEvent({ kind: "dead-letter-failed", ...recordOf(of), error: failure });
        await sleep(delayMs, releasing);
        if (!releasing.aborted) continue;
        host.release(of);
        break;
      }
    }
    of.burying = false;
    host.stopped();
    host.vacate(of);
  };

  const failed = async (of: Delivery<Payload>, error: unknown): Promise<void> => {
    const count = failuresOf(of) + 1;
    const verdict = judgeFailure(retry, error, count, Math.random());
    if (verdict.kind === "fatal") return bury(of, "fatal", error);
    failures.set(of.offset, count);
    await host.persistFailures();
    if (isOver(of)) return host.vacate(of);
    if (verdict.kind === "exhausted") return bury(of, "exhausted", error);
    onEvent({ kind: "retry", ...recordOf(of), attempt: count, delayMs: verdict.delayMs, error });
    await sleep(verdict.delayMs, releasing);
    await host.mayStart();
    if (isOver(of)) return host.vacate(of);
    if (!releasing.aborted) return attempt(of);
    host.release(of);
    host.vacate(of);
  };

  const handled = (of: Delivery<Payload>): void => {
    host.settle(of);
    onEvent({ kind: "handled", ...recordOf(of), attempt: of.attempt });
  };

  const returned = (of: Delivery<Payload>, number: number): void => {
    // A handler that overran its deadline has failed already.
    if (!of.running || of.attempt !== number) return;
    of.running = false;
    host.stopped();
    if (of.failure !== undefined && !isOver(of)) return void failed(of, of.failure.error);
    if (!isOver(of)) {
      if (deferred) awaitAcknowledgement(of);
      else handled(of);
    }
    host.vacate(of);
  };

  const threw = (of: Delivery<Payload>, number: number, error: unknown): void => {
    if (!of.running || of.attempt !== number) return;
    of.running = false;
    of.failure ??= { error };
    host.stopped();
    of.abort?.abort(error);
    if (isOver(of)) return host.vacate(of);
    void failed(of, of.failure.error);
  };

  const awaitAcknowledgement = (of: Delivery<Payload>): void => {
    of.awaitingSince = performance.now();
    alarm.started();
    ackDog?.started();
  };

  const rejected = (of: Delivery<Payload>, error: unknown): void => {
    of.awaitingSince = undefined;
    of.failure = { error };
    of.abort?.abort(error);
    void failed(of, error);
  };

  const acknowledgementOf = (of: Delivery<Payload>): DeferredAcknowledgement => {
    const number = of.attempt;
    const isDropped = (): boolean => {
      if (host.isClosed() && !of.settled) onEvent({ kind: "ack-dropped", ...recordOf(of) });
      return isOver(of);
    };
    return {
      async acknowledge() {
        if (!isDropped()) handled(of);
      },
      async reject(error) {
        if (isDropped() || of.attempt !== number || of.failure !== undefined) return;
        if (of.running) of.failure = { error };
        else rejected(of, error);
      },
    };
  };

  const attempt = (of: Delivery<Payload>): void => {
    const number = failuresOf(of) + 1;
    of.attempt = number;
    of.running = true;
    of.awaitingSince = undefined;
    of.startedAt = performance.now();
    of.failure = undefined;
    of.abort = undefined;
    dog.started();
    const event = new DeliveredEvent(topic, partition, of);
    const ack = deferred ? acknowledgementOf(of) : neverUsed;
    try {
      settings.handler(event, ack).then(
        () => returned(of, number),
        (error: unknown) => threw(of, number, error),
      );
    } catch (error) {
      // A handler that is no async function may throw before there is a promise.
      threw(of, number, error);
    }
  };

  const { handlerDeadlineMs, ackDeadlineMs, ackOverdueMs } = settings;
  const dog = watchdog(
    handlerDeadlineMs,
    host.active,
    (of) => (of.running ? of.startedAt : undefined),
    (of) => threw(of, of.attempt, new RetryableError(`the handler took longer than ${handlerDeadlineMs} ms`)),
  );
  const ackDog =
    ackDeadlineMs === undefined
      ? undefined
      : watchdog(
          ackDeadlineMs,
          host.active,
          (of) => of.awaitingSince,
          (of) =>
            rejected(of, new RetryableError(`nobody acknowledged the record within ${ackDeadlineMs} ms`)),
        );
  const alarm = overdueAlarm(ackOverdueMs, host.active, ({ first, waitedMs, outstanding }) =>
    onEvent({ kind: "ack-overdue", ...recordOf(first), waitedMs, outstanding }),
  );

  return {
    begin(of) {
      if (!settings.accepts(of.message)) {
        host.settle(of);
        onEvent({ kind: "skipped", ...recordOf(of) });
        return host.vacate(of);
      }
      try {
        of.payload = settings.decode(of.message, topic);
      } catch (error) {
        return void bury(of, "poison", error);
      }
      const count = failuresOf(of);
      if (count <= retry.retriesMax) return attempt(of);
      // The process ended after the last try had failed and before the dead letter was sent.
      of.attempt = count;
      void bury(of, "exhausted", new RetryableError(`failed ${count} times before a restart`));
    },
    close() {
      dog.close();
      ackDog?.close();
      alarm.close();
    },
  };
}

const neverUsed: DeferredAcknowledgement = { acknowledge: async () => {}, reject: async () => {} };
