import type { KafkaMessage } from "kafkajs";
import type { ConsumedEvent } from "../../ports/event-consumer.ts";
import { eventTypeHeader, headerText, headerTexts } from "./record-headers.ts";
import type { Watched } from "./watchdog.ts";

/** One record on its way from the partition to its acknowledgement, through all tries. */
export interface Delivery {
  readonly message: KafkaMessage;
  readonly offset: number;
  /** The current try; 0 before the first. */
  attempt: number;
  /** Acknowledged or dead-lettered. */
  settled: boolean;
  /** The handler of the current try has not returned yet. */
  running: boolean;
  /** What deferred work said before its handler returned. */
  rejection: { readonly error: unknown } | undefined;
  abort: AbortController | undefined;
}

export function delivery(message: KafkaMessage): Delivery {
  return {
    message,
    offset: Number(message.offset),
    attempt: 0,
    settled: false,
    running: false,
    rejection: undefined,
    abort: undefined,
  };
}

/** What the handler gets. Most handlers read the payload only, so the rest is made when somebody asks. */
export function consumedEvent<Payload>(
  topic: string,
  partition: number,
  of: Delivery,
  payload: Payload,
): ConsumedEvent<Payload> {
  const { message, attempt } = of;
  // Each try has its own: a handler that overran its deadline stays aborted while the next try runs.
  of.abort = undefined;
  let controller: AbortController | undefined;
  return {
    topic,
    partition,
    offset: message.offset,
    payload,
    attempt,
    get key() {
      return message.key?.toString() ?? null;
    },
    get type() {
      return headerText(message.headers, eventTypeHeader);
    },
    get headers() {
      return headerTexts(message.headers);
    },
    get timestamp() {
      return new Date(Number(message.timestamp));
    },
    get signal() {
      controller ??= abortOf(of, attempt);
      return controller.signal;
    },
  };
}

function abortOf(of: Delivery, attempt: number): AbortController {
  if (of.attempt === attempt) return (of.abort ??= new AbortController());
  // Asked for by a try that another one has taken the place of.
  const over = new AbortController();
  over.abort();
  return over;
}

/** Resolves as the handler does; rejects when it fails, or when the watchdog calls `expire` first. */
export interface GuardedCall extends Watched {
  readonly result: Promise<void>;
}

export function guardedCall(call: () => Promise<void>, onExpire: () => Error): GuardedCall {
  let expire = (): void => {};
  const result = new Promise<void>((resolve, reject) => {
    expire = () => reject(onExpire());
    // Whatever a handler that is no async function throws before it returns a promise rejects this one.
    call().then(resolve, reject);
  });
  return { startedAt: 0, expire, result };
}
