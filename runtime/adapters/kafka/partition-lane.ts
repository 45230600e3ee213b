import type { KafkaMessage } from "kafkajs";
import { RetryableError } from "../../errors.ts";
import type { ConsumedEvent, DeferredAcknowledgement } from "../../ports/event-consumer.ts";
import type { DeadLetterReason, OnConsumerEvent } from "./consumer-events.ts";
import { consumedEvent, type Delivery, delivery, guardedCall } from "./delivery.ts";
import { encodeFailures } from "./failure-counts.ts";
import { keyedQueue } from "./keyed-queue.ts";
import { lowWaterMark } from "./low-water-mark.ts";
import type { RetryPolicy } from "./retry-policy.ts";
import { sleep } from "./sleep.ts";
import { watchdog } from "./watchdog.ts";

/** What the lanes of a consumer have in common. */
export interface LaneSettings<Payload> {
  readonly handler: (event: ConsumedEvent<Payload>, ack: DeferredAcknowledgement) => Promise<void>;
  readonly deferred: boolean;
  /** Throws when the record is not what it should be. */
  readonly decode: (message: KafkaMessage, topic: string) => Payload;
  /** Whether this consumer handles records like this one at all. */
  readonly accepts: (message: KafkaMessage) => boolean;
  readonly policy: RetryPolicy;
  readonly concurrency: number;
  readonly inFlightMax: number;
  readonly handlerDeadlineMs: number;
  /** Resolves to the topic it went to. Retried by the lane when it rejects. */
  readonly sendDeadLetter: (letter: DeadLetter) => Promise<string>;
  readonly onEvent: OnConsumerEvent | undefined;
  /** There is something to commit; `soon` when somebody waits for it. */
  readonly onProgress: (soon: boolean) => void;
  /** The queue has drained far enough for more records. */
  readonly onRoom: (lane: PartitionLane) => void;
}

export interface DeadLetter {
  readonly topic: string;
  readonly partition: number;
  readonly message: KafkaMessage;
  readonly error: unknown;
}

export interface PendingCommit {
  readonly offset: number;
  readonly metadata: string;
  /** Changes of the failure counts that it contains. */
  readonly changes: number;
}

/** The records of one partition on their way through the handler, for as long as the partition is ours. */
export interface PartitionLane {
  readonly topic: string;
  readonly partition: number;
  /** The group assignment under which the lane was last known to be ours. */
  epoch: number;
  paused: boolean;
  readonly committedOffset: number;
  readonly mark: number;
  readonly hasRoom: boolean;
  /** Takes records in; those that it has already are left out. */
  offer(messages: readonly KafkaMessage[], nextOffset: number): void;
  /** Resolves when there is room for more, or after this time. */
  room(timeoutMs: number): Promise<void>;
  pendingCommit(): PendingCommit | undefined;
  committed(commit: PendingCommit): void;
  /** Starts nothing more and waits for nothing: records that wait for their next try are released. */
  quiesce(): void;
  /** Resolves when nothing is under way. */
  idle(): Promise<void>;
  /** Not ours any longer: what is under way is aborted, and what it says is dropped. */
  close(): void;
}

export interface LaneStart {
  readonly topic: string;
  readonly partition: number;
  readonly offset: number;
  readonly failures: Map<number, number>;
  readonly epoch: number;
}

// Fetching goes on below: enough work for the time that a fetch takes, without holding more than a batch.
const refillBelow = 1000;
// Handlers that never wait for anything real would otherwise starve timers, sockets and heartbeats.
const startsPerTurn = 128;

export function partitionLane<Payload>(settings: LaneSettings<Payload>, start: LaneStart): PartitionLane {
  const { deferred, policy, onEvent } = settings;
  const { topic, partition, failures } = start;
  const tracker = lowWaterMark(start.offset);
  const keys = keyedQueue<KafkaMessage>();
  const dog = watchdog(settings.handlerDeadlineMs);
  const active = new Set<Delivery>();
  const releasing = new AbortController();
  /** Where the record after this one begins, when that is not the next offset. */
  const gaps = new Map<number, number>();
  const commitWaiters: { readonly changes: number; readonly resolve: () => void }[] = [];
  let roomWaiters: (() => void)[] = [];
  let idleWaiters: (() => void)[] = [];
  let queue: KafkaMessage[] = [];
  let head = 0;
  let offeredEnd = start.offset;
  let running = 0;
  let startsThisTurn = 0;
  let turnPending = false;
  let closed = false;
  let committedOffset = start.offset;
  let failureChanges = 0;
  let committedChanges = 0;

  const recordOf = ({ message }: Delivery) => ({ topic, partition, offset: message.offset });
  const isOver = (of: Delivery): boolean => of.settled || closed;

  const signalIfIdle = (): void => {
    if (active.size > 0 || idleWaiters.length === 0) return;
    const waiters = idleWaiters;
    idleWaiters = [];
    for (const resolve of waiters) resolve();
  };

  const release = (of: Delivery): void => {
    active.delete(of);
    signalIfIdle();
  };

  const settle = (of: Delivery): void => {
    of.settled = true;
    tracker.acknowledge(of.offset);
    if (failures.size > 0) failures.delete(of.offset);
    release(of);
    settings.onProgress(false);
  };

  const persist = (): Promise<void> => {
    failureChanges += 1;
    const changes = failureChanges;
    settings.onProgress(true);
    return new Promise((resolve) => void commitWaiters.push({ changes, resolve }));
  };

  const toDeadLetters = async (of: Delivery, reason: DeadLetterReason, error: unknown): Promise<void> => {
    const attempts = reason === "poison" ? 0 : of.attempt;
    for (let delayMs = 100; !isOver(of); delayMs = Math.min(delayMs * 2, 5000)) {
      try {
        const letter = { topic, partition, message: of.message, error };
        const deadLetterTopic = await settings.sendDeadLetter(letter);
        if (isOver(of)) return;
        onEvent?.({ kind: "dead-lettered", ...recordOf(of), deadLetterTopic, reason, attempts, error });
        return settle(of);
      } catch (failure) {
        onEvent?.({ kind: "dead-letter-failed", ...recordOf(of), error: failure });
        await sleep(delayMs, releasing.signal);
        if (releasing.signal.aborted) return release(of);
      }
    }
  };

  /** After a failed try; resolves to whether to try again now. */
  const recover = async (of: Delivery, error: unknown): Promise<boolean> => {
    const count = (failures.get(of.offset) ?? 0) + 1;
    const verdict = policy.judge(error, count);
    if (verdict.kind === "fatal") {
      await toDeadLetters(of, "fatal", error);
      return false;
    }
    failures.set(of.offset, count);
    await persist();
    if (isOver(of)) return false;
    if (verdict.kind === "exhausted") {
      await toDeadLetters(of, "exhausted", error);
      return false;
    }
    onEvent?.({ kind: "retry", ...recordOf(of), attempt: count, delayMs: verdict.delayMs, error });
    await sleep(verdict.delayMs, releasing.signal);
    if (releasing.signal.aborted) release(of);
    return !releasing.signal.aborted && !isOver(of);
  };

  const handled = (of: Delivery): void => {
    settle(of);
    onEvent?.({ kind: "handled", ...recordOf(of), attempt: of.attempt });
  };

  const acknowledgementOf = (of: Delivery, payload: Payload): DeferredAcknowledgement => {
    const { attempt } = of;
    return {
      async acknowledge() {
        if (of.settled) return;
        if (closed) return onEvent?.({ kind: "ack-dropped", ...recordOf(of) });
        handled(of);
        pump();
      },
      async reject(error) {
        if (of.settled || of.attempt !== attempt) return;
        if (closed) return onEvent?.({ kind: "ack-dropped", ...recordOf(of) });
        of.rejection ??= { error };
        if (!of.running) void tryAgain(of, payload, of.rejection.error);
      },
    };
  };

  /** Resolves to the failure, if it is one. */
  const attempt = async (
    of: Delivery,
    payload: Payload,
  ): Promise<{ readonly error: unknown } | undefined> => {
    of.attempt = (failures.get(of.offset) ?? 0) + 1;
    of.running = true;
    of.rejection = undefined;
    const event = consumedEvent(topic, partition, of, payload);
    const ack = deferred ? acknowledgementOf(of, payload) : neverUsed;
    const call = guardedCall(
      () => settings.handler(event, ack),
      () => new RetryableError(`the handler took longer than ${settings.handlerDeadlineMs} ms`),
    );
    dog.watch(call);
    try {
      await call.result;
      return of.rejection;
    } catch (error) {
      return { error };
    } finally {
      of.running = false;
      dog.unwatch(call);
    }
  };

  /** Resolves when the record needs its place no longer: dealt with, released, or left to deferred work. */
  const tries = async (of: Delivery, payload: Payload): Promise<void> => {
    for (;;) {
      const failure = await attempt(of, payload);
      if (isOver(of)) return;
      if (failure === undefined) {
        if (!deferred) handled(of);
        return;
      }
      of.abort?.abort(failure.error);
      if (!(await recover(of, failure.error))) return;
    }
  };

  // A rejection of deferred work comes when its place has long been given to other records.
  const tryAgain = async (of: Delivery, payload: Payload, error: unknown): Promise<void> => {
    if (await recover(of, error)) await tries(of, payload);
    pump();
  };

  const deliver = async (message: KafkaMessage): Promise<void> => {
    const of = delivery(message);
    active.add(of);
    if (!settings.accepts(message)) {
      settle(of);
      return onEvent?.({ kind: "skipped", ...recordOf(of) });
    }
    let payload: Payload;
    try {
      payload = settings.decode(message, topic);
    } catch (error) {
      return toDeadLetters(of, "poison", error);
    }
    const count = failures.get(of.offset) ?? 0;
    if (count <= policy.retriesMax) return tries(of, payload);
    // The process ended after the last try had failed and before the dead letter was sent.
    of.attempt = count;
    return toDeadLetters(of, "exhausted", new RetryableError(`failed ${count} times before a restart`));
  };

  const begin = async (message: KafkaMessage): Promise<void> => {
    running += 1;
    await deliver(message);
    running -= 1;
    if (settings.concurrency > 1 && !releasing.signal.aborted) {
      const next = keys.done(message.key);
      if (next !== undefined) void begin(next);
    }
    pump();
  };

  const nextTurn = (): void => {
    turnPending = false;
    startsThisTurn = 0;
    pump();
  };

  const pump = (): void => {
    while (
      head < queue.length &&
      running < settings.concurrency &&
      tracker.size < settings.inFlightMax &&
      !turnPending &&
      !releasing.signal.aborted
    ) {
      const message = queue[head] as KafkaMessage;
      head += 1;
      const offset = Number(message.offset);
      const gapEnd = gaps.size === 0 ? undefined : gaps.get(offset);
      if (gapEnd !== undefined) gaps.delete(offset);
      tracker.track(offset, gapEnd);
      if (settings.concurrency === 1 || keys.admit(message.key, message)) void begin(message);
      startsThisTurn += 1;
      if (startsThisTurn === startsPerTurn) {
        turnPending = true;
        setImmediate(nextTurn);
      }
    }
    if (queue.length - head <= refillBelow) makeRoom();
  };

  const makeRoom = (): void => {
    if (lane.paused) settings.onRoom(lane);
    if (roomWaiters.length === 0) return;
    const waiters = roomWaiters;
    roomWaiters = [];
    for (const resolve of waiters) resolve();
  };

  const lane: PartitionLane = {
    topic,
    partition,
    epoch: start.epoch,
    paused: false,
    get committedOffset() {
      return committedOffset;
    },
    get mark() {
      return tracker.mark;
    },
    get hasRoom() {
      return queue.length - head <= refillBelow;
    },
    offer(messages, nextOffset) {
      if (releasing.signal.aborted) return;
      // After a rebalance that left the partition here, Kafka delivers again what is not committed: still in work.
      const fresh = messages.filter(({ offset }) => Number(offset) >= offeredEnd);
      const last = fresh.at(-1);
      if (last === undefined) return;
      if (Number(last.offset) + 1 !== nextOffset) gaps.set(Number(last.offset), nextOffset);
      queue = head === queue.length ? fresh : queue.slice(head).concat(fresh);
      head = 0;
      offeredEnd = nextOffset;
      pump();
    },
    room(timeoutMs) {
      const enough = new Promise<void>((resolve) => void roomWaiters.push(resolve));
      const patience = new AbortController();
      return Promise.race([enough, sleep(timeoutMs, patience.signal)]).finally(() => patience.abort());
    },
    pendingCommit() {
      const offset = tracker.mark;
      if (closed || (offset === committedOffset && failureChanges === committedChanges)) return undefined;
      return { offset, metadata: encodeFailures(failures, offset), changes: failureChanges };
    },
    committed({ offset, changes }) {
      committedOffset = offset;
      committedChanges = changes;
      onEvent?.({ kind: "committed", topic, partition, offset: String(offset) });
      while (commitWaiters[0] !== undefined && commitWaiters[0].changes <= changes)
        commitWaiters.shift()?.resolve();
    },
    quiesce() {
      queue = [];
      head = 0;
      releasing.abort();
      makeRoom();
    },
    async idle() {
      if (active.size > 0) await new Promise<void>((resolve) => void idleWaiters.push(resolve));
    },
    close() {
      closed = true;
      lane.quiesce();
      dog.close();
      for (const { abort } of active) abort?.abort();
      active.clear();
      signalIfIdle();
      for (const { resolve } of commitWaiters.splice(0)) resolve();
    },
  };
  return lane;
}

const neverUsed: DeferredAcknowledgement = { acknowledge: async () => {}, reject: async () => {} };
