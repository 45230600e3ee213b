import type { KafkaMessage } from "kafkajs";
import type { ConsumedEvent } from "../../../ports/event-consumer.ts";
import { eventTypeHeader, headerText, headerTexts } from "../records/record-headers.ts";

/** One record on its way from the partition to its acknowledgement, through all tries. */
export interface Delivery<Payload> {
  readonly message: KafkaMessage;
  readonly offset: number;
  /** Once decoded. */
  payload: Payload | undefined;
  /** The current try; 0 before the first. */
  attempt: number;
  /** The handler of the current try has not returned yet, and its time is not over. */
  running: boolean;
  startedAt: number;
  /** Deferred: since when the record has been waiting for its acknowledgement. */
  awaitingSince: number | undefined;
  /** On its way to the dead letter topic. */
  isDeadLetter: boolean;
  /** Acknowledged or dead-lettered. */
  settled: boolean;
  /** Counts among the records handled at the same time. */
  holdsPlace: boolean;
  /** Why the current try has failed. A try cannot fail twice. */
  failure: { readonly error: unknown } | undefined;
  /** Of the current try; made when its handler asks for the signal. */
  abort: AbortController | undefined;
}

export function delivery<Payload>(message: KafkaMessage): Delivery<Payload> {
  return {
    message,
    offset: Number(message.offset),
    payload: undefined,
    attempt: 0,
    running: false,
    startedAt: 0,
    awaitingSince: undefined,
    isDeadLetter: false,
    settled: false,
    holdsPlace: true,
    failure: undefined,
    abort: undefined,
  };
}

/**
 * What the handler gets at one try. Most handlers read the payload only, so the rest is made when somebody asks: a
 * class, because getters of an object literal cost more per record than all else around the handler.
 */
export class DeliveredEvent<Payload> implements ConsumedEvent<Payload> {
  readonly topic: string;
  readonly partition: number;
  readonly offset: string;
  readonly payload: Payload;
  readonly attempt: number;
  readonly #delivery: Delivery<Payload>;
  #abort: AbortController | undefined;

  constructor(topic: string, partition: number, of: Delivery<Payload>) {
    this.topic = topic;
    this.partition = partition;
    this.offset = of.message.offset;
    this.payload = of.payload as Payload;
    this.attempt = of.attempt;
    this.#delivery = of;
  }

  get key(): string | null {
    return this.#delivery.message.key?.toString() ?? null;
  }

  get type(): string | undefined {
    return headerText(this.#delivery.message.headers, eventTypeHeader);
  }

  get headers(): Readonly<Record<string, string>> {
    return headerTexts(this.#delivery.message.headers);
  }

  get timestamp(): Date {
    return new Date(Number(this.#delivery.message.timestamp));
  }

  get signal(): AbortSignal {
    this.#abort ??= this.#controller();
    return this.#abort.signal;
  }

  #controller(): AbortController {
    const of = this.#delivery;
    if (of.attempt === this.attempt && !of.settled) return (of.abort ??= new AbortController());
    // A later try has begun, or the record has been dealt with.
    const over = new AbortController();
    over.abort();
    return over;
  }
}
